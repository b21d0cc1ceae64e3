//! What byte probably comes next, a bit at a time.
//!
//! For each of a few lengths the bytes before are a context, and a table says how often a bit was set there. The guesses
//! are mixed by weights that learn which lengths were right (M. Mahoney, "Adaptive Weighing of Context Models for
//! Lossless Data Compression", 2005). All numbers are integers, so that every machine reads what another one wrote: a
//! change of any of them is a new version of the format.

/// How many bytes before make a context.
const ORDERS: [usize; 6] = [1, 2, 3, 4, 6, 8];
const INPUTS: usize = ORDERS.len() + 1;

/// Entries of the table of one order, a power of two.
const ENTRIES: usize = 1 << 16;

/// 4096 / (1 + e^(-x / 2)) for x from -16 to 16.
const LOGISTIC: [i32; 33] = [
    1, 2, 4, 6, 10, 17, 27, 45, 74, 120, 194, 311, 488, 747, 1102, 1546, 2048, 2550, 2994, 3349, 3608, 3785, 3902,
    3976, 4022, 4051, 4069, 4079, 4086, 4090, 4092, 4094, 4095,
];

/// The rate at which a guess follows what is seen, by how often it was seen: 65536 / (n + 1.4).
const RATES: [i32; 24] = [
    46811, 27307, 19275, 14895, 12136, 10240, 8856, 7802, 6972, 6301, 5749, 5285, 4891, 4551, 4256, 3996, 3766, 3562,
    3378, 3213, 3062, 2926, 2801, 2686,
];

/// How fast the weights learn, and what they start with, in 65536ths.
const LEARNING: i32 = 6;
const FIRST_WEIGHT: i32 = 20_000;

/// What a context knows of a bit.
#[derive(Clone, Copy, Debug)]
struct Guess {
    /// How probable it is, in 65536ths.
    chance: u16,
    /// How often it was seen, as an index of [`RATES`].
    seen: u16,
}

/// A predictor of bits.
#[derive(Debug)]
pub(super) struct Model {
    guesses: Vec<Guess>,
    /// Inverse of the logistic function.
    stretched: Vec<i16>,
    /// Weights by the number of orders that have seen their context.
    weights: [[i32; INPUTS]; INPUTS],
    /// The last eight bytes, the newest lowest.
    history: u64,
    /// The bits of the byte that is being read, behind a leading 1.
    partial: usize,
    /// Where the contexts of the orders lie, without the partial byte.
    bases: [usize; ORDERS.len()],
    at: [usize; ORDERS.len()],
    inputs: [i32; INPUTS],
    /// The set of weights in use.
    set: usize,
    mixed: i32,
}

impl Model {
    pub(super) fn new() -> Self {
        let mut stretched = vec![0; 4096];
        let mut next = 0;
        for x in -2047..=2047 {
            let y = usize::try_from(squash(x)).unwrap_or_default();
            let x = i16::try_from(x).unwrap_or_default();
            while next <= y && next < stretched.len() {
                stretched[next] = x;
                next += 1;
            }
        }
        stretched[next..].fill(2047);
        let mut model = Self {
            guesses: vec![Guess { chance: 1 << 15, seen: 0 }; ENTRIES * ORDERS.len()],
            stretched,
            weights: [[FIRST_WEIGHT; INPUTS]; INPUTS],
            history: 0,
            partial: 1,
            bases: [0; ORDERS.len()],
            at: [0; ORDERS.len()],
            inputs: [0; INPUTS],
            set: 0,
            mixed: 2048,
        };
        model.find_bases();
        model.predict();
        model
    }

    /// How probable it is that the next bit is set, in 4096ths, never 0 or 4096.
    pub(super) const fn chance(&self) -> u32 {
        self.mixed.unsigned_abs()
    }

    /// Learns what the next bit was.
    pub(super) fn learn(&mut self, bit: bool) {
        let miss = (if bit { 4096 } else { 0 }) - self.mixed;
        for (weight, input) in self.weights[self.set].iter_mut().zip(self.inputs) {
            *weight += (input * miss * LEARNING + (1 << 13)) >> 14;
        }
        for at in self.at {
            let guess = &mut self.guesses[at];
            let target = if bit { 65_535 } else { 0 };
            let chance = i32::from(guess.chance);
            let moved = chance + ((((target - chance) >> 2) * RATES[usize::from(guess.seen)]) >> 14);
            guess.chance = u16::try_from(moved.clamp(16, 65_519)).unwrap_or_default();
            guess.seen = (guess.seen + 1).min(23);
        }
        self.partial = self.partial << 1 | usize::from(bit);
        if self.partial >= 256 {
            self.history = self.history << 8 | (self.partial & 255) as u64;
            self.partial = 1;
            self.find_bases();
        }
        self.predict();
    }

    /// Learns a whole byte.
    pub(super) fn learn_byte(&mut self, byte: u8) {
        for shift in (0..8).rev() {
            self.learn(byte >> shift & 1 == 1);
        }
    }

    fn find_bases(&mut self) {
        for (base, order) in self.bases.iter_mut().zip(ORDERS) {
            let context = self.history << (64 - 8 * order);
            let mixed = (context ^ order as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            *base = usize::try_from(mixed >> 40).unwrap_or_default();
        }
    }

    fn predict(&mut self) {
        let mut known = 0;
        for (order, base) in self.bases.iter().enumerate() {
            let at = order * ENTRIES + ((base ^ (self.partial * 0x9e35)) & (ENTRIES - 1));
            let guess = self.guesses[at];
            self.at[order] = at;
            self.inputs[order] = i32::from(self.stretched[usize::from(guess.chance >> 4)]);
            known += usize::from(guess.seen > 0);
        }
        self.inputs[ORDERS.len()] = 256;
        self.set = known;
        let dot: i64 = self.weights[known]
            .iter()
            .zip(self.inputs)
            .map(|(&weight, input)| i64::from(weight) * i64::from(input))
            .sum();
        self.mixed = squash(i32::try_from((dot >> 16).clamp(-2047, 2047)).unwrap_or_default()).clamp(1, 4095);
    }
}

/// The logistic function from -2047..=2047 (in 256ths) to 0..=4095.
fn squash(x: i32) -> i32 {
    let (whole, part) = ((x >> 7) + 16, x & 127);
    let at = |whole: i32| LOGISTIC[usize::try_from(whole).unwrap_or_default().min(32)];
    (at(whole) * (128 - part) + at(whole + 1) * part + 64) >> 7
}
