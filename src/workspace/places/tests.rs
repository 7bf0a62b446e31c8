use super::without_code;

#[test]
fn only_its_own_code_is_left_off_a_name() {
    let code = "E01033692";
    assert_eq!(without_code("Bradford (E01033692)", code), "Bradford");
    assert_eq!(without_code("Bradford (East)", code), "Bradford (East)");
    assert_eq!(without_code("Bradford ()", ""), "Bradford ()");
    assert_eq!(without_code("E01033692", code), "E01033692");
    assert_eq!(without_code(" (E01033692)", code), " (E01033692)");
}
