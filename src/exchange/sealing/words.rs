//! Words for a passphrase: short, plain, told apart on the telephone.

/// 256 words, so that each carries eight bits.
pub(super) const WORDS: &str = "acorn amber anchor ankle apple apron arrow aspen attic autumn bacon badge baker bamboo banjo barley basket beach beetle belt bicycle birch blanket blossom boat bonnet book boot bottle branch bread brick bridge broom bucket butter button cabin cactus camel canal candle canoe carpet carrot castle cedar cellar chalk cheese cherry chimney cider circle clock cloud clover coat cobweb coffee copper coral cork cotton cradle cricket crocus crumb curtain cushion daisy desk donkey door dragonfly drum duck eagle easel echo elbow engine falcon feather fence fern ferry fiddle finch flag flask flint flour flute forest fork fossil fountain fox frost garden garlic gate ginger glacier glove goat goose grape gravel guitar hammer harbour harp hazel hedge helmet heron hinge honey iron island ivory jacket jam jasmine jelly jigsaw jug juniper kayak kettle keyhole kite kitten ladder lamp lantern lark lavender lemon lentil lichen lily linen lizard llama lobster locket magnet maple marble market meadow melon mint mirror mitten moss mountain muffin mushroom napkin needle nest nettle noodle nutmeg oats olive onion orchard otter oven owl oyster paddle paint pansy parcel parsley pebble pelican pencil pepper piano picnic pigeon pillow pine plum pocket pond poppy porch potato pumpkin quarry quilt quiver rabbit radish rain raven ribbon river robin rocket rope rosemary saddle salmon sand saucer scarf shell shovel silver skate sleigh snail sofa sparrow spider spoon squirrel stamp starling stone sunset swallow table tadpole teapot thistle thunder toast tomato towel tractor trumpet tulip tunnel turnip turtle umbrella valley velvet violet wagon walnut willow window winter wren zebra";

/// Words in a suggestion: 48 bits, each of which costs whoever tries it the work of one scrypt.
const IN_A_SUGGESTION: u32 = 6;

/// A passphrase of words drawn by chance; `random` are fresh random bits.
pub fn suggestion(random: u128) -> String {
    let all: Vec<&str> = WORDS.split(' ').collect();
    let drawn = (0..IN_A_SUGGESTION).filter_map(|at| {
        let bits = usize::try_from(random >> (8 * at) & 0xff).unwrap_or_default();
        all.get(bits % all.len()).copied()
    });
    drawn.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sealing::{Strength, advice};

    #[test]
    fn a_suggestion_is_six_words_that_hold_and_differ_with_chance() {
        let mut words: Vec<&str> = WORDS.split(' ').collect();
        crate::ledger::ordering::sort_once_each(&mut words);
        assert_eq!(words.len(), 256, "each word once");
        let one = suggestion(0x0102_0304_0506);
        let other = suggestion(0x0102_0304_0507);
        assert_eq!(one.split(' ').count(), 6);
        assert_ne!(one, other);
        assert_eq!(advice(&one).strength, Strength::Good, "{one}");
    }
}
