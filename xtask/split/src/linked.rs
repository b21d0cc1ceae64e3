//! What the linker knew: which function or constant refers to which.
//!
//! A finished module does not say where in its data one constant ends and the next begins, nor who takes the address of
//! a function. The linker knows; asked with `--emit-relocs`, it leaves its table of symbols and of references in the
//! module. Tools that come after it drop or outdate both, but none of them moves a constant to another address, or a
//! function to another place of the table, so what the linker's module says of these holds for the finished one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use wasmparser::{
    BinaryReaderError, DataKind, ElementItems, ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationType,
    SymbolInfo,
};

use crate::facts::{address, function_names, slot_of};

/// The linker's module, read in part.
#[derive(Default)]
pub(crate) struct Linked<'a> {
    bytes: &'a [u8],
    names: HashMap<u32, String>,
    imported_functions: u32,
    exported: BTreeSet<u32>,
    /// Where each body stands in the file.
    bodies: Vec<Range<u64>>,
    code: Range<u64>,
    data: Range<u64>,
    /// The place of each function in the table that has one.
    slots: HashMap<u32, u32>,
    segments: Vec<Segment>,
    segment_names: Vec<String>,
    symbols: Vec<Symbol>,
    code_references: Vec<Reference>,
    data_references: Vec<Reference>,
}

/// A piece of the memory's first content: where it stands in the file, and in memory.
#[derive(Clone)]
pub(crate) struct Segment {
    in_file: Range<u64>,
    start: u32,
}

#[derive(Clone, Copy)]
enum Symbol {
    Function(u32),
    /// The segment, the offset in it and the size.
    Data(u32, u32, u32),
    Other,
}

/// A place, from the start of its section, where the address of a symbol is used, or its number.
struct Reference {
    at: u32,
    symbol: u32,
    /// What is added to the address.
    addend: i32,
}

/// What code or a constant refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A function, by its index.
    Function(u32),
    /// Memory: where the symbol stands, and the address that is written there.
    Memory(Range<u32>, u32),
}

/// What is needed as long as nothing is called that comes later.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needed {
    /// The symbols of functions.
    pub(crate) names: HashSet<String>,
    /// Places of the table.
    pub(crate) slots: BTreeSet<u32>,
    /// The symbols of all functions that the linker knew, needed or not.
    pub(crate) known: HashSet<String>,
    /// The end of the table as the linker made it.
    pub(crate) slots_end: u32,
}

impl<'a> Linked<'a> {
    /// Reads the linker's module.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut linked = Self { bytes, ..Self::default() };
        for payload in Parser::new(0).parse_all(bytes) {
            linked.note(payload?)?;
        }
        Ok(linked)
    }

    fn note(&mut self, payload: Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                    self.imported_functions += u32::from(is_function);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exported.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => drop(self.exported.insert(func)),
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    let first = slot_of(&element.kind)?;
                    if let (Some(first), ElementItems::Functions(functions)) = (first, element.items) {
                        for (slot, function) in (first..).zip(functions) {
                            self.slots.insert(function?, slot);
                        }
                    }
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => self.code = unchecked_range,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(section) => {
                self.data = section.range();
                for segment in section {
                    let segment = segment?;
                    let start = match &segment.kind {
                        DataKind::Active { offset_expr, .. } => address(offset_expr)?.unwrap_or_default(),
                        DataKind::Passive => 0,
                    };
                    let end = segment.range.end;
                    self.segments.push(Segment { in_file: end - segment.data.len() as u64..end, start });
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
                        if is_reference(entry.ty) {
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
                        SymbolInfo::Func { index, .. } => Symbol::Function(index),
                        SymbolInfo::Data { symbol: Some(it), .. } => Symbol::Data(it.index, it.offset, it.size),
                        _ => Symbol::Other,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Where the segment of that name is in memory.
    pub(crate) fn segment(&self, name: &str) -> Option<Range<u32>> {
        let Segment { in_file, start } = self.segments.get(self.segment_names.iter().position(|it| it == name)?)?;
        Some(*start..start + u32::try_from(in_file.end - in_file.start).ok()?)
    }

    /// Where all symbols of data are in memory, in order; those that overlap are one.
    pub(crate) fn places(&self) -> Vec<Range<u32>> {
        disjoint(self.symbols.iter().filter_map(|symbol| self.place(*symbol)))
    }

    fn place(&self, symbol: Symbol) -> Option<Range<u32>> {
        let Symbol::Data(segment, offset, size) = symbol else { return None };
        let start = self.segments.get(segment as usize)?.start + offset;
        Some(start..start + size)
    }

    fn target(&self, reference: &Reference) -> Option<Target> {
        let symbol = *self.symbols.get(reference.symbol as usize)?;
        if let Symbol::Function(index) = symbol {
            return Some(Target::Function(index));
        }
        let place = self.place(symbol)?;
        let meant = place.start.wrapping_add_signed(reference.addend);
        Some(Target::Memory(place, meant))
    }

    /// The symbol of a function, and what its code refers to.
    pub(crate) fn references_of_code(&self) -> impl Iterator<Item = (u32, Target)> {
        self.code_references.iter().filter_map(|reference| {
            let at = self.code.start + u64::from(reference.at);
            let body = self.bodies.partition_point(|body| body.end <= at);
            Some((self.imported_functions + u32::try_from(body).ok()?, self.target(reference)?))
        })
    }

    /// Where in memory something is referred to. `None` if this reader has misunderstood something: the linker has
    /// written the address, or the place in the table, there.
    pub(crate) fn references_of_data(&self) -> Option<Vec<(u32, Target)>> {
        let mut references = Vec::new();
        for reference in &self.data_references {
            let Some(target) = self.target(reference) else { continue };
            let at = self.data.start + u64::from(reference.at);
            let written = u32::from_le_bytes(*self.bytes.get(usize::try_from(at).ok()?..)?.first_chunk()?);
            let expected = match &target {
                Target::Function(function) => *self.slots.get(function)?,
                Target::Memory(_, meant) => *meant,
            };
            if written != expected {
                return None;
            }
            let segment = self.segments.iter().find(|it| it.in_file.contains(&at))?;
            references.push((segment.start + u32::try_from(at - segment.in_file.start).ok()?, target));
        }
        Some(references)
    }

    pub(crate) fn symbol(&self, function: u32) -> &str {
        self.names.get(&function).map_or("", String::as_str)
    }

    /// What is needed as long as no function is called whose symbol `is_later`. `None` where the linker has told nothing.
    pub(crate) fn needed(&self, is_later: impl Fn(&str) -> bool) -> Option<Needed> {
        if self.symbols.is_empty() {
            return None;
        }
        let places = self.places();
        let at = |address: u32| position(&places, address);
        let mut of_functions: HashMap<u32, Vec<Target>> = HashMap::new();
        for (function, target) in self.references_of_code() {
            of_functions.entry(function).or_default().push(target);
        }
        let mut of_data: BTreeMap<usize, Vec<Target>> = BTreeMap::new();
        let mut open: Vec<Target> = self.exported.iter().copied().map(Target::Function).collect();
        for (address, target) in self.references_of_data()? {
            match at(address) {
                Some(holder) => of_data.entry(holder).or_default().push(target),
                // Nobody knows who reads it.
                None => open.push(target),
            }
        }
        let mut needed =
            Needed { slots_end: self.slots.values().max().map_or(0, |last| last + 1), ..Needed::default() };
        let (mut functions, mut constants) = (BTreeSet::new(), BTreeSet::new());
        while let Some(target) = open.pop() {
            match target {
                Target::Function(function) if functions.insert(function) => {
                    if is_later(self.symbol(function)) {
                        continue;
                    }
                    needed.names.insert(self.symbol(function).to_owned());
                    needed.slots.extend(self.slots.get(&function));
                    open.extend(of_functions.get(&function).into_iter().flatten().cloned());
                }
                Target::Memory(place, _) => {
                    if let Some(constant) = at(place.start).filter(|it| constants.insert(*it)) {
                        open.extend(of_data.get(&constant).into_iter().flatten().cloned());
                    }
                }
                Target::Function(_) => {}
            }
        }
        needed.known = self.names.values().cloned().collect();
        Some(needed)
    }
}

/// Which of the places, in order and disjoint, an address lies in.
pub(crate) fn position(places: &[Range<u32>], address: u32) -> Option<usize> {
    let next = places.partition_point(|place| place.start <= address);
    next.checked_sub(1).filter(|it| places[*it].contains(&address))
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

/// Whether a reference is one to a function, or to an address in memory.
const fn is_reference(ty: RelocationType) -> bool {
    matches!(
        ty,
        RelocationType::MemoryAddrLeb
            | RelocationType::MemoryAddrSleb
            | RelocationType::MemoryAddrI32
            | RelocationType::FunctionIndexLeb
            | RelocationType::TableIndexSleb
            | RelocationType::TableIndexI32
    )
}

#[cfg(test)]
pub(crate) mod tests;
