//! A linker's module of four functions, three of which take the address of another one or call it.

use std::collections::BTreeSet;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, ElementSection, Elements, Encode, ExportKind, ExportSection, Function,
    FunctionSection, Module, NameMap, NameSection, RefType, TableSection, TableType, TypeSection,
};

use super::Linked;

const NAMES: [&str; 4] = ["start", "shown", "panel", "only_panel"];
const SHOWN: u32 = 1;
const PANEL: u32 = 2;
const ONLY_PANEL: u32 = 3;

/// The kinds of references in the linker's format: a call, and the place of a function in the table.
const CALL: u32 = 0;
const SLOT: u32 = 1;

/// `start` calls `panel` and takes the address of `shown`; `panel` takes that of `only_panel`.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    for _ in NAMES {
        functions.function(0);
    }
    let mut tables = TableSection::new();
    let ty = TableType { element_type: RefType::FUNCREF, table64: false, minimum: 3, maximum: None, shared: false };
    tables.table(ty);
    let mut exports = ExportSection::new();
    exports.export("start", ExportKind::Func, 0);
    let mut elements = ElementSection::new();
    elements.active(Some(0), &ConstExpr::i32_const(1), Elements::Functions([SHOWN, ONLY_PANEL][..].into()));
    let mut code = CodeSection::new();
    let mut start = Function::new([]);
    start.instructions().call(PANEL).i32_const(1).drop().end();
    code.function(&start);
    for slot in [None, Some(2), None] {
        let mut body = Function::new([]);
        if let Some(slot) = slot {
            body.instructions().i32_const(slot).drop();
        }
        body.instructions().end();
        code.function(&body);
    }
    let mut names = NameMap::new();
    for (index, name) in (0..).zip(NAMES) {
        names.append(index, name);
    }
    let mut name_section = NameSection::new();
    name_section.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&tables).section(&exports).section(&elements).section(&code);
    // Within the section of code: the count, then for each body its size, its locals and its code.
    let in_code = [(CALL, 4, PANEL, None), (SLOT, 6, SHOWN, None), (SLOT, 14, ONLY_PANEL, None)];
    module.section(&custom("linking", &linking()));
    module.section(&custom("reloc.CODE", &references(5, &in_code)));
    module.section(&name_section);
    module.finish()
}

pub(crate) fn custom<'a>(name: &'a str, content: &'a [u8]) -> CustomSection<'a> {
    CustomSection { name: name.into(), data: content.into() }
}

/// The symbols of all functions.
fn linking() -> Vec<u8> {
    let mut symbols = Vec::new();
    NAMES.len().encode(&mut symbols);
    for (index, name) in (0_u32..).zip(NAMES) {
        symbols.extend([0, 0]);
        index.encode(&mut symbols);
        name.encode(&mut symbols);
    }
    parts(&[(8, symbols)])
}

/// The content of the section that tells of symbols: parts, each with its kind.
pub(crate) fn parts(parts: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut content = Vec::new();
    2_u32.encode(&mut content);
    for (kind, part) in parts {
        content.push(*kind);
        part.encode(&mut content);
    }
    content
}

/// Kind, place, symbol and, for one to memory, what is added, of the references of the section with that number.
pub(crate) fn references(section: u32, list: &[(u32, u32, u32, Option<i32>)]) -> Vec<u8> {
    let mut content = Vec::new();
    section.encode(&mut content);
    list.len().encode(&mut content);
    for (kind, at, symbol, addend) in list {
        for number in [kind, at, symbol] {
            number.encode(&mut content);
        }
        if let Some(addend) = addend {
            addend.encode(&mut content);
        }
    }
    content
}

/// What is needed without the functions of these names: which functions, and which places of the table.
fn needed(later: &[&str]) -> (BTreeSet<String>, BTreeSet<u32>) {
    let bytes = module();
    wasmparser::validate(&bytes).expect("the module is valid");
    let linked = Linked::read(&bytes).expect("it can be read");
    let needed = linked.needed(|symbol| later.contains(&symbol)).expect("the linker has told");
    (needed.names.into_iter().collect(), needed.slots)
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn calls_and_addresses_lead_to_functions() {
    assert_eq!(needed(&[]), (names(&NAMES), BTreeSet::from([1, 2])));
}

#[test]
fn nothing_leads_on_from_what_comes_later() {
    assert_eq!(needed(&["panel"]), (names(&["start", "shown"]), BTreeSet::from([1])));
}

#[test]
fn a_module_without_symbols_tells_nothing() {
    assert!(Linked::read(&Module::new().finish()).expect("it can be read").needed(|_| false).is_none());
}
