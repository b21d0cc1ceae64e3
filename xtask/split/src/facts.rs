//! What a module consists of, and which of its functions are needed by some parts only.

use std::collections::{BTreeSet, HashMap};

use wasmparser::{
    BinaryReaderError, CompositeInnerType, DataKind, ElementItems, ExternalKind, FuncType, FunctionBody, KnownCustom,
    MemoryType, Name, NameSectionReader, Operator, Parser, Payload, TableType, TypeRef,
};

use crate::data::address;

/// The function that brings the rest, exported by the module.
const BRING: &str = "bring_rest";

/// A module, read. Functions have their index among all, imported ones first.
#[derive(Default)]
pub(crate) struct Facts<'a> {
    pub(crate) types: Vec<FuncType>,
    /// The type of each function, imported ones first.
    pub(crate) functions: Vec<u32>,
    pub(crate) imported_functions: u32,
    /// The bodies of the functions that are not imported.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) tables: Vec<TableType>,
    pub(crate) globals: Vec<wasmparser::GlobalType>,
    /// What is called to bring the rest.
    pub(crate) bring: Option<u32>,
    /// What the outside calls: exports and the start function.
    exported: BTreeSet<u32>,
    /// What the table holds: the targets of calls through a pointer.
    pointed_at: BTreeSet<u32>,
    names: HashMap<u32, String>,
    /// The memory's first content: addresses and what is put there.
    pub(crate) data: Vec<(u32, &'a [u8])>,
    /// Whether that is all of it: nothing is put into the memory later, or at an address that is worked out.
    pub(crate) is_data_plain: bool,
}

impl<'a> Facts<'a> {
    /// Reads a module that has types of functions only, as Rust makes them.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut facts = Self { is_data_plain: true, ..Self::default() };
        for payload in Parser::new(0).parse_all(bytes) {
            facts.note(payload?)?;
        }
        Ok(facts)
    }

    fn note(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    self.types.extend(group?.into_types().filter_map(|it| match it.composite_type.inner {
                        CompositeInnerType::Func(function) => Some(function),
                        _ => None,
                    }));
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import?.ty {
                        TypeRef::Func(index) | TypeRef::FuncExact(index) => self.functions.push(index),
                        TypeRef::Table(table) => self.tables.push(table),
                        TypeRef::Memory(memory) => self.memories.push(memory),
                        TypeRef::Global(global) => self.globals.push(global),
                        TypeRef::Tag(_) => {}
                    }
                }
                self.imported_functions = self.functions.len().try_into().unwrap_or(u32::MAX);
            }
            Payload::FunctionSection(section) => {
                for index in section {
                    self.functions.push(index?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if matches!(export.kind, ExternalKind::Func | ExternalKind::FuncExact) {
                        self.exported.insert(export.index);
                        if export.name == BRING {
                            self.bring = Some(export.index);
                        }
                    }
                }
            }
            Payload::StartSection { func, .. } => drop(self.exported.insert(func)),
            Payload::ElementSection(section) => {
                for element in section {
                    if let ElementItems::Functions(functions) = element?.items {
                        for function in functions {
                            self.pointed_at.insert(function?);
                        }
                    }
                }
            }
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    let address = match &segment.kind {
                        DataKind::Active { memory_index: 0, offset_expr } => address(offset_expr)?,
                        _ => None,
                    };
                    match address {
                        Some(address) => self.data.push((address, segment.data)),
                        None => self.is_data_plain = false,
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    self.names = function_names(subsections)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn type_of(&self, function: u32) -> Option<(u32, &FuncType)> {
        let index = *self.functions.get(function as usize)?;
        Some((index, self.types.get(index as usize)?))
    }

    pub(crate) fn name(&self, function: u32) -> &str {
        self.names.get(&function).map_or("", String::as_str)
    }

    pub(crate) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.imported_functions)? as usize)
    }

    /// The functions that a body calls or names.
    pub(crate) fn mentioned(body: &FunctionBody<'_>) -> Result<Vec<u32>, BinaryReaderError> {
        let mut functions = Vec::new();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => functions.push(function_index),
                _ => {}
            }
        }
        Ok(functions)
    }

    /// The functions that are not needed as long as none of `parts` is called: a function is of a part if its name, or
    /// that of the type it belongs to, begins with it. What the compiler makes for a type (dropping, copying, comparing)
    /// is of no part, since whoever only holds such a value needs it.
    pub(crate) fn only_in(&self, parts: &[String]) -> BTreeSet<u32> {
        let is_later = |function: u32| {
            let name = self.name(function).trim_start_matches(['<', '&']);
            let is_of_a_part = parts.iter().any(|part| name.starts_with(part.as_str()));
            is_of_a_part && !name.contains(" as core::") && !self.exported.contains(&function)
        };
        let mut open: Vec<u32> = self.exported.union(&self.pointed_at).copied().filter(|it| !is_later(*it)).collect();
        let mut needed: BTreeSet<u32> = open.iter().copied().collect();
        while let Some(function) = open.pop() {
            let Some(body) = self.body(function) else { continue };
            for called in Self::mentioned(body).unwrap_or_default() {
                if !is_later(called) && needed.insert(called) {
                    open.push(called);
                }
            }
        }
        let all = self.imported_functions..self.functions.len().try_into().unwrap_or(u32::MAX);
        all.filter(|function| !needed.contains(function)).collect()
    }

    /// Of the functions that move, those that what stays may call.
    pub(crate) fn entries(&self, moved: &BTreeSet<u32>) -> Result<Vec<u32>, BinaryReaderError> {
        let mut entries: BTreeSet<u32> = self.pointed_at.intersection(moved).copied().collect();
        for (function, body) in (self.imported_functions..).zip(&self.bodies) {
            if !moved.contains(&function) {
                entries.extend(Self::mentioned(body)?.into_iter().filter(|it| moved.contains(it)));
            }
        }
        Ok(entries.into_iter().collect())
    }
}

/// The names of functions by their indices, as they stand in the sources.
pub(crate) fn function_names(subsections: NameSectionReader<'_>) -> Result<HashMap<u32, String>, BinaryReaderError> {
    let mut names = HashMap::new();
    for name in subsections {
        if let Name::Function(functions) = name? {
            for naming in functions {
                let naming = naming?;
                names.insert(naming.index, plain(naming.name));
            }
        }
    }
    Ok(names)
}

/// The name as it stands in the sources: neither mangled nor with the numbers of crates, `page[1e12]::start`.
fn plain(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut plain = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let number = after.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(after.len());
        if number > 0 && after[number..].starts_with(']') {
            rest = &after[number + 1..];
        } else {
            plain.push('[');
            rest = after;
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_lose_the_numbers_of_crates_only() {
        assert_eq!(plain("<page[1e12bd]::a::B as yew[0]::C>::d"), "<page::a::B as yew::C>::d");
        assert_eq!(
            plain("<[u8] as core::slice::X<[&str; 3]>>::[closure"),
            "<[u8] as core::slice::X<[&str; 3]>>::[closure"
        );
        assert_eq!(plain("_ZN4page5start17h0123456789abcdefE"), "page::start");
    }
}
