//! What a module consists of, and which of its functions are needed by some parts only.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use wasmparser::{
    BinaryReaderError, CompositeInnerType, ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType,
    FunctionBody, KnownCustom, MemoryType, Name, NameSectionReader, Operator, Parser, Payload, TableType, TypeRef,
};

use crate::linked::Linked;

/// The function that brings the rest, exported by the module.
const BRING: &str = "bring_rest";

/// A function of fewer bytes stays: what takes its place, and the mention in the table, take nearly as many. Besides,
/// tools make one function of several that are the same, short ones mostly, and leave one of their names.
const SMALL: usize = 100;

/// The functions that come later.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Later {
    pub(crate) moved: BTreeSet<u32>,
    /// Those of them that what stays may call, by their index or through the table.
    pub(crate) entries: BTreeSet<u32>,
}

/// A module, read. Functions have their index among all, imported ones first.
#[derive(Default)]
pub(crate) struct Facts<'a> {
    pub(crate) types: Vec<FuncType>,
    /// The type of each function, imported ones first.
    pub(crate) functions: Vec<u32>,
    pub(crate) imported_functions: u32,
    /// What everything that is imported is called, without the name of where it comes from.
    pub(crate) imports: Vec<String>,
    /// The bodies of the functions that are not imported.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) tables: Vec<TableType>,
    pub(crate) globals: Vec<wasmparser::GlobalType>,
    /// What is called to bring the rest.
    pub(crate) bring: Option<u32>,
    /// What the outside calls: exports and the start function.
    exported: BTreeSet<u32>,
    /// What the table holds, by its place there: the targets of calls through a pointer. Place 0 stands for all that
    /// are put there in some other way than at a plain number.
    pub(crate) pointed_at: BTreeSet<(u32, u32)>,
    /// The functions' symbols, as the compiler calls them.
    symbols: HashMap<u32, String>,
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
                    let import = import?;
                    self.imports.push(import.name.to_owned());
                    match import.ty {
                        TypeRef::Func(index) | TypeRef::FuncExact(index) => self.functions.push(index),
                        TypeRef::Table(table) => self.tables.push(table),
                        TypeRef::Memory(memory) => self.memories.push(memory),
                        TypeRef::Global(global) => self.globals.push(global),
                        TypeRef::Tag(_) => {}
                    }
                }
                self.imported_functions = index(self.functions.len());
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
                    let element = element?;
                    let first = slot_of(&element.kind)?;
                    if let ElementItems::Functions(functions) = element.items {
                        for (slot, function) in (0..).zip(functions) {
                            self.pointed_at.insert((first.map_or(0, |first| first + slot), function?));
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
                    self.symbols = function_names(subsections)?;
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

    pub(crate) fn symbol(&self, function: u32) -> &str {
        self.symbols.get(&function).map_or("", String::as_str)
    }

    /// The functions that are not imported.
    pub(crate) fn functions_of_its_own(&self) -> Range<u32> {
        self.imported_functions..index(self.functions.len())
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

    /// The functions that are not needed as long as none of `parts` is called. A function is of a part if the beginning
    /// of a path in its name is: its own, that of the type it belongs to, or that of a type it was made for. What the
    /// compiler makes for a type (dropping, copying, comparing) is of no part, since whoever only holds such a value
    /// needs it.
    ///
    /// The linker tells who takes the address of a function; without that, whatever the table holds counts as needed.
    pub(crate) fn only_in(&self, parts: &[String], linked: &Linked<'_>) -> Result<Later, BinaryReaderError> {
        let is_later = |function: u32, body: &FunctionBody<'_>| {
            let name = plain(self.symbol(function));
            let is_worth_it = body.as_bytes().len() >= SMALL && !self.exported.contains(&function);
            is_worth_it && !is_of_values(&name) && parts.iter().any(|part| mentions(&name, part))
        };
        let bodies = (self.imported_functions..).zip(&self.bodies);
        let later: BTreeSet<u32> = bodies.filter(|(it, body)| is_later(*it, body)).map(|(it, _)| it).collect();
        let symbols: HashSet<&str> = later.iter().map(|it| self.symbol(*it)).collect();
        let told = linked.needed(|symbol| symbols.contains(symbol));
        let is_open = |slot: u32, function: u32| {
            told.as_ref().is_none_or(|told| {
                let is_told = told.slots_end > slot && slot > 0 && told.known.contains(self.symbol(function));
                !is_told || told.slots.contains(&slot)
            })
        };
        let is_named = |function: &u32| told.as_ref().is_some_and(|told| told.names.contains(self.symbol(*function)));
        let all = self.functions_of_its_own();
        let mut needed: BTreeSet<u32> = all.clone().filter(is_named).collect();
        needed.extend(&self.exported);
        needed.extend(self.pointed_at.iter().filter(|(slot, it)| is_open(*slot, *it)).map(|(_, it)| it));
        needed.retain(|it| !later.contains(it));
        let mut entries = BTreeSet::new();
        let mut open: Vec<u32> = needed.iter().copied().collect();
        while let Some(function) = open.pop() {
            let Some(body) = self.body(function) else { continue };
            for called in Self::mentioned(body)? {
                if later.contains(&called) {
                    entries.insert(called);
                } else if needed.insert(called) {
                    open.push(called);
                }
            }
        }
        let moved: BTreeSet<u32> = all.filter(|function| !needed.contains(function)).collect();
        let pointed_at = self.pointed_at.iter().filter(|(slot, it)| moved.contains(it) && is_open(*slot, *it));
        entries.extend(pointed_at.map(|(_, it)| it));
        Ok(Later { moved, entries })
    }
}

/// The address that an expression stands for, if it is a plain number.
pub(crate) fn address(expression: &ConstExpr<'_>) -> Result<Option<u32>, BinaryReaderError> {
    Ok(match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    })
}

/// Where in the table an element begins, if that is a plain number of the first table.
pub(crate) fn slot_of(kind: &ElementKind<'_>) -> Result<Option<u32>, BinaryReaderError> {
    match kind {
        ElementKind::Active { table_index: None | Some(0), offset_expr } => address(offset_expr),
        _ => Ok(None),
    }
}

/// Whether a function drops, copies or compares values, or asks for their type.
fn is_of_values(name: &str) -> bool {
    const TRAITS: [&str; 7] = [
        "core::any::Any",
        " as core::clone::",
        " as core::cmp::",
        " as core::default::",
        " as core::ops::drop::",
        "Mountable>::mountable_eq",
        "drop_in_place",
    ];
    TRAITS.iter().any(|it| name.contains(it))
}

/// Whether a name has `part` in it, from the beginning of a path.
fn mentions(name: &str, part: &str) -> bool {
    let is_path = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
    name.match_indices(part).any(|(at, _)| !is_path(&name[..at]))
}

/// A number of the module, from a position in a list.
pub(crate) fn index(position: usize) -> u32 {
    position.try_into().unwrap_or(u32::MAX)
}

/// The symbols of functions by their indices.
pub(crate) fn function_names(subsections: NameSectionReader<'_>) -> Result<HashMap<u32, String>, BinaryReaderError> {
    let mut names = HashMap::new();
    for name in subsections {
        if let Name::Function(functions) = name? {
            for naming in functions {
                let naming = naming?;
                names.insert(naming.index, rustc_demangle::demangle(naming.name).to_string());
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
