//! Which parts of the memory's first content are read by what.
//!
//! A finished module does not say where in its data one constant ends and the next begins, nor who reads which. The
//! linker knows; asked with `--emit-relocs`, it leaves its table of symbols and of references in the module. Tools that
//! come after it drop or outdate both, but none of them moves a constant to another address, so what the linker's module
//! says of data holds for the finished one.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use wasmparser::{
    BinaryReaderError, ConstExpr, DataKind, FunctionBody, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationType, SymbolInfo,
};

use crate::facts::{Facts, function_names};

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
    /// Reads the linker's module. One without a table of symbols, or with one that cannot be understood, gives none.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut tables = Tables::default();
        for payload in Parser::new(0).parse_all(bytes) {
            tables.note(payload?)?;
        }
        Ok(tables.constants(bytes).unwrap_or_default())
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
            open.extend(self.by_functions.get(facts.name(function)).into_iter().flatten());
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
        let next = self.places.partition_point(|place| place.start <= address);
        next.checked_sub(1).filter(|it| self.places[*it].contains(&address))
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

/// The address that an expression stands for, if it is a plain number.
pub(crate) fn address(expression: &ConstExpr<'_>) -> Result<Option<u32>, BinaryReaderError> {
    Ok(match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    })
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

/// The linker's module, read in part.
#[derive(Default)]
struct Tables {
    names: HashMap<u32, String>,
    imported_functions: u32,
    /// Where each body stands in the file.
    bodies: Vec<Range<u64>>,
    code: Range<u64>,
    data: Range<u64>,
    /// Where each segment stands in the file, and in memory.
    segments: Vec<(Range<u64>, u32)>,
    segment_names: Vec<String>,
    /// For each symbol the segment, the offset in it and the size, if it is one of data.
    symbols: Vec<Option<(u32, u32, u32)>>,
    code_references: Vec<Reference>,
    data_references: Vec<Reference>,
}

/// A place, from the start of its section, where the address of a symbol is used.
struct Reference {
    at: u32,
    symbol: u32,
    /// What is added to the address.
    addend: i32,
}

impl Tables {
    fn note(&mut self, payload: Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                    self.imported_functions += u32::from(is_function);
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => self.code = unchecked_range,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(section) => {
                self.data = section.range();
                for segment in section {
                    let segment = segment?;
                    let address = match &segment.kind {
                        DataKind::Active { offset_expr, .. } => address(offset_expr)?.unwrap_or_default(),
                        DataKind::Passive => 0,
                    };
                    let end = segment.range.end;
                    self.segments.push((end - segment.data.len() as u64..end, address));
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Name(subsections) => self.names = function_names(subsections)?,
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        self.note_linking(part?)?;
                    }
                }
                KnownCustom::Reloc(references) => {
                    let is_of_code = section.name() == "reloc.CODE";
                    let list = if is_of_code { &mut self.code_references } else { &mut self.data_references };
                    for entry in references.entries() {
                        let entry = entry?;
                        if is_address(entry.ty) {
                            let addend = entry.addend.try_into().unwrap_or_default();
                            list.push(Reference { at: entry.offset, symbol: entry.index, addend });
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn note_linking(&mut self, part: Linking<'_>) -> Result<(), BinaryReaderError> {
        match part {
            Linking::SegmentInfo(segments) => {
                for segment in segments {
                    self.segment_names.push(segment?.name.to_owned());
                }
            }
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    self.symbols.push(match symbol? {
                        SymbolInfo::Data { symbol: Some(it), .. } => Some((it.index, it.offset, it.size)),
                        _ => None,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn constants(&self, bytes: &[u8]) -> Option<Constants> {
        let segment = self.segment_names.iter().position(|name| name == CONSTANTS)?;
        let (in_file, start) = self.segments.get(segment).cloned()?;
        let size = u32::try_from(in_file.end - in_file.start).ok()?;
        let mut constants = Constants { all: start..start + size, ..Constants::default() };
        let address_of = |symbol: u32| {
            let (index, offset, size) = (*self.symbols.get(symbol as usize)?)?;
            (index as usize == segment).then_some(start + offset..start + offset + size)
        };
        let symbols = 0..u32::try_from(self.symbols.len()).ok()?;
        constants.places = disjoint(symbols.filter_map(address_of));
        for &Reference { at, symbol, addend } in &self.code_references {
            let Some(place) = address_of(symbol) else { continue };
            let Some(constant) = constants.at(place.start) else { continue };
            let body = self.bodies.partition_point(|body| body.end <= self.code.start + u64::from(at));
            let index = self.imported_functions + u32::try_from(body).ok()?;
            let name = self.names.get(&index).cloned().unwrap_or_default();
            constants.by_functions.entry(name).or_default().insert(constant);
            let meant = place.start.wrapping_add_signed(addend);
            if !constants.places[constant].contains(&meant) {
                constants.elsewhere.entry(meant).or_default().insert(constant);
            }
        }
        for &Reference { at, symbol, addend } in &self.data_references {
            let Some(place) = address_of(symbol) else { continue };
            let Some(constant) = constants.at(place.start) else { continue };
            let at = self.data.start + u64::from(at);
            // The linker has written the address there; if it has not, this reader has misunderstood something.
            let written = bytes.get(usize::try_from(at).ok()?..)?.first_chunk()?;
            if u32::from_le_bytes(*written) != place.start.wrapping_add_signed(addend) {
                return None;
            }
            match in_file.contains(&at).then(|| u32::try_from(at - in_file.start).ok()).flatten() {
                Some(offset) => {
                    let holder = constants.at(start + offset)?;
                    constants.by_each_other.entry(holder).or_default().insert(constant);
                }
                None => drop(constants.by_data.insert(constant)),
            }
        }
        Some(constants)
    }
}

/// The places in order; those that overlap are one.
fn disjoint(places: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut sorted: Vec<Range<u32>> = places.filter(|place| !place.is_empty()).collect();
    sorted.sort_by_key(|place| place.start);
    let mut disjoint: Vec<Range<u32>> = Vec::with_capacity(sorted.len());
    for place in sorted {
        match disjoint.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => disjoint.push(place),
        }
    }
    disjoint
}

/// Whether a reference is one to an address in memory.
const fn is_address(ty: RelocationType) -> bool {
    matches!(ty, RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb | RelocationType::MemoryAddrI32)
}

#[cfg(test)]
mod tests;
