//! Which parts of the memory's first content are read by what.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use wasmparser::{BinaryReaderError, FunctionBody, Operator};

use crate::facts::Facts;
use crate::linked::{Linked, Target, position};

/// The linker's name of the section that holds constants. What can be written to stays with the first module.
const CONSTANTS: &str = ".rodata";

/// What the linker said of the constants: each by its number, in their order in memory.
#[derive(Default)]
pub(crate) struct Constants {
    /// Where all constants are, in bytes from the start of the memory.
    all: Range<u32>,
    /// Where each of them is; none reaches into another.
    places: Vec<Range<u32>>,
    /// The constants that the functions of a name refer to. A name may stand for several functions.
    by_functions: HashMap<String, BTreeSet<usize>>,
    /// The constants that a constant refers to.
    by_each_other: HashMap<usize, BTreeSet<usize>>,
    /// The constants that data which can be written to refers to.
    by_data: BTreeSet<usize>,
    /// Numbers that stand for a constant although they lie outside of it, as `TABLE - 4 * FIRST` does.
    elsewhere: HashMap<u32, BTreeSet<usize>>,
}

impl Constants {
    /// What the linker tells; nothing, where it tells nothing or cannot be understood.
    pub(crate) fn of(linked: &Linked<'_>) -> Self {
        Self::told(linked).unwrap_or_default()
    }

    fn told(linked: &Linked<'_>) -> Option<Self> {
        let all = linked.segment(CONSTANTS)?;
        let mut places = linked.places();
        places.retain(|place| all.contains(&place.start));
        let mut constants = Self { all, places, ..Self::default() };
        for (function, target) in linked.references_of_code() {
            let Target::Memory(place, meant) = target else { continue };
            let Some(constant) = constants.at(place.start) else { continue };
            constants.by_functions.entry(linked.symbol(function).to_owned()).or_default().insert(constant);
            if !constants.places[constant].contains(&meant) {
                constants.elsewhere.entry(meant).or_default().insert(constant);
            }
        }
        for (address, target) in linked.references_of_data()? {
            let Target::Memory(place, _) = target else { continue };
            let Some(constant) = constants.at(place.start) else { continue };
            if constants.all.contains(&address) {
                let holder = constants.at(address)?;
                constants.by_each_other.entry(holder).or_default().insert(constant);
            } else {
                constants.by_data.insert(constant);
            }
        }
        Some(constants)
    }

    /// The places in memory that nothing but the functions in `moved` reads, in order.
    pub(crate) fn only_in(
        &self,
        facts: &Facts<'_>,
        moved: &BTreeSet<u32>,
    ) -> Result<Vec<Range<u32>>, BinaryReaderError> {
        let mut open: Vec<usize> = self.by_data.iter().copied().collect();
        for (function, body) in (facts.imported_functions..).zip(&facts.bodies) {
            if moved.contains(&function) {
                continue;
            }
            // A name tells what the function referred to when it was linked; the numbers in it tell of what was put
            // into it since then, and of functions that the linker did not see.
            open.extend(self.by_functions.get(facts.symbol(function)).into_iter().flatten());
            for number in numbers(body)? {
                open.extend(self.elsewhere.get(&number).into_iter().flatten());
                open.extend(self.at(number));
            }
        }
        let mut needed: BTreeSet<usize> = BTreeSet::new();
        while let Some(constant) = open.pop() {
            if needed.insert(constant) {
                open.extend(self.by_each_other.get(&constant).into_iter().flatten());
            }
        }
        Ok(self.all_but(needed))
    }

    /// The constant at an address.
    fn at(&self, address: u32) -> Option<usize> {
        position(&self.places, address)
    }

    fn all_but(&self, needed: BTreeSet<usize>) -> Vec<Range<u32>> {
        let mut gone = Vec::new();
        let mut at = self.all.start;
        for constant in needed {
            let place = &self.places[constant];
            gone.push(at..place.start);
            at = place.end;
        }
        gone.push(at..self.all.end);
        gone.retain(|place| !place.is_empty());
        gone
    }
}

/// The numbers in a body that can be addresses.
fn numbers(body: &FunctionBody<'_>) -> Result<Vec<u32>, BinaryReaderError> {
    let mut numbers = Vec::new();
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        match operator {
            Operator::I32Const { value } => numbers.push(value.cast_unsigned()),
            // Two neighbours may be stored at once, as an address and a length.
            Operator::I64Const { value } => {
                let both = value.cast_unsigned();
                let halves = [both & u64::from(u32::MAX), both >> 32];
                numbers.extend(halves.iter().filter_map(|half| u32::try_from(*half).ok()));
            }
            _ => numbers.extend(memory_offset(&operator)),
        }
    }
    Ok(numbers)
}

/// What a load or a store adds to its address.
fn memory_offset(operator: &Operator<'_>) -> Option<u32> {
    macro_rules! of {
        ($($name:ident),*) => {
            match operator {
                $(Operator::$name { memarg } => memarg.offset.try_into().ok(),)*
                _ => None,
            }
        };
    }
    of!(
        I32Load, I64Load, F32Load, F64Load, I32Load8S, I32Load8U, I32Load16S, I32Load16U, I64Load8S, I64Load8U,
        I64Load16S, I64Load16U, I64Load32S, I64Load32U, I32Store, I64Store, F32Store, F64Store, I32Store8, I32Store16,
        I64Store8, I64Store16, I64Store32
    )
}

#[cfg(test)]
mod tests;
