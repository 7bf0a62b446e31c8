use super::{first_place_name, without_code};
use crate::workspace::{Put, command::values, opportunities::tests::Desk};

#[test]
fn a_card_names_the_first_place_that_is_more_than_a_code() {
    let mut desk = Desk::new();
    let mut area = |name: &str, code: &str| {
        let fields = [("name", Put::text(name)), ("code", Put::text(code))];
        desk.add("place", values(fields))
    };
    let bare = area("E01014417", "E01014417");
    let town = area("Bradford (E01010679)", "E01010679");
    let workspace = &desk.workspace;
    assert_eq!(first_place_name(workspace, &[bare, town]), "Bradford");
    assert_eq!(first_place_name(workspace, &[bare]), "");
    assert_eq!(workspace.place_called(town), "Bradford");
}

#[test]
fn only_its_own_code_is_left_off_a_name() {
    let code = "E01033692";
    assert_eq!(without_code("Bradford (E01033692)", code), "Bradford");
    assert_eq!(without_code("Bradford (East)", code), "Bradford (East)");
    assert_eq!(without_code("Bradford ()", ""), "Bradford ()");
    assert_eq!(without_code("E01033692", code), "E01033692");
    assert_eq!(without_code(" (E01033692)", code), " (E01033692)");
}
