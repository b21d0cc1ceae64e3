//! A module of a few functions, cut in two.

use std::collections::BTreeSet;

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, MemorySection, MemoryType, Module, NameMap, NameSection, RefType,
    TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::facts::{Facts, Later};
use crate::linked::Linked;
use crate::write::{Modules, modules};

/// The functions, by index; 0 is imported.
const BRING: u32 = 1;
const START: u32 = 2;
const PANEL: u32 = 3;
const ONLY_PANEL: u32 = 4;
const SHARED: u32 = 5;
const DROPPED: u32 = 6;

/// `start` calls a panel and what both share; the table holds a function of the panel and how a panel is dropped.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("env", "log", EntityType::Function(1));
    let mut functions = FunctionSection::new();
    for ty in [1, 1, 0, 0, 0, 0] {
        functions.function(ty);
    }
    let mut tables = TableSection::new();
    let limits = |size| TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: size,
        maximum: Some(size),
        shared: false,
    };
    tables.table(limits(3));
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut globals = GlobalSection::new();
    globals.global(GlobalType { val_type: ValType::I32, mutable: true, shared: false }, &ConstExpr::i32_const(0));
    let mut exports = ExportSection::new();
    exports.export("bring_rest", ExportKind::Func, BRING).export("start", ExportKind::Func, START);
    let mut elements = ElementSection::new();
    elements.active(Some(0), &ConstExpr::i32_const(1), Elements::Functions([ONLY_PANEL, DROPPED][..].into()));
    let mut code = CodeSection::new();
    code.function(&body(0, &[0]));
    let mut start = Function::new([]);
    start.instructions().i32_const(1).call(PANEL).call(SHARED).drop().end();
    code.function(&start);
    for called in [&[ONLY_PANEL, SHARED][..], &[], &[], &[]] {
        code.function(&body(1, called));
    }
    let mut names = NameMap::new();
    for (index, name) in [
        (BRING, "page::bring"),
        (START, "page::start"),
        (PANEL, "page::panel::draw"),
        (ONLY_PANEL, "core::slice::sort"),
        (SHARED, "engine::shared"),
        (DROPPED, "core::ptr::drop_in_place::<page::panel::Panel>"),
    ] {
        names.append(index, name);
    }
    let mut name_section = NameSection::new();
    name_section.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    module.section(&globals).section(&exports).section(&elements).section(&code).section(&name_section);
    module.finish()
}

/// A function, long enough to be worth moving, that leaves its parameters on the stack and calls others.
fn body(parameters: u32, called: &[u32]) -> Function {
    let mut function = Function::new([]);
    for _ in 0..100 {
        function.instructions().nop();
    }
    for parameter in 0..parameters {
        function.instructions().local_get(parameter);
    }
    for index in called {
        function.instructions().call(*index);
    }
    function.instructions().end();
    function
}

fn cut(parts: &[&str]) -> (BTreeSet<u32>, Modules) {
    let bytes = module();
    wasmparser::validate(&bytes).expect("the module to cut is valid");
    let facts = Facts::read(&bytes).expect("it can be read");
    let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let later = facts.only_in(&parts, &Linked::default()).expect("it can be read");
    let cut = modules(&bytes, &facts, &later, &[]).expect("it can be cut");
    for module in [&cut.first, &cut.rest] {
        wasmparser::validate(module).expect("both modules are valid");
    }
    (later.moved, cut)
}

/// What a module imports and exports, by name.
fn names(module: &[u8]) -> (Vec<String>, Vec<(String, ExternalKind)>) {
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.expect("a valid module") {
            Payload::ImportSection(section) => {
                imports.extend(section.into_imports().map(|it| it.expect("a valid module").name.to_owned()));
            }
            Payload::ExportSection(section) => exports.extend(section.into_iter().map(|it| {
                let it = it.expect("a valid module");
                (it.name.to_owned(), it.kind)
            })),
            _ => {}
        }
    }
    (imports, exports)
}

#[test]
fn what_only_a_panel_needs_moves() {
    let (moved, cut) = cut(&["page::panel::"]);
    // What the table holds may be called by anybody, and what drops a panel is no part of it.
    assert_eq!(moved, BTreeSet::from([PANEL]));
    assert_eq!(cut.entries, 1);
    let (moved, _) = self::cut(&["page::panel::", "core::slice::"]);
    assert_eq!(moved, BTreeSet::from([PANEL, ONLY_PANEL]));
}

#[test]
fn the_rest_imports_what_the_first_module_exports() {
    let (_, cut) = cut(&["page::panel::", "core::slice::"]);
    let (_, exports) = names(&cut.first);
    let (imports, own) = names(&cut.rest);
    assert_eq!(imports, ["m0", "t0", "g0", "f0"]);
    assert!(own.is_empty());
    for import in &imports {
        assert!(exports.iter().any(|(name, _)| name == import), "{import} is not exported: {exports:?}");
    }
    assert!(exports.contains(&("rest_is_there".to_owned(), ExternalKind::Global)), "{exports:?}");
}

#[test]
fn imports_get_short_names_in_the_module_and_the_script() {
    let (_, cut) = cut(&["page::panel::"]);
    assert_eq!(names(&cut.first).0, ["i0"]);
    assert_eq!(cut.renamed, [("log".to_owned(), "i0".to_owned())]);
    assert_eq!(crate::renamed("{ log: () => 1 }", &cut.renamed).as_deref(), Ok("{ i0: () => 1 }"));
    assert!(crate::renamed("{}", &cut.renamed).is_err());
}

#[test]
fn nothing_is_cut_where_nothing_can_bring_the_rest() {
    let bytes = Module::new().finish();
    let facts = Facts::read(&bytes).expect("an empty module can be read");
    assert!(modules(&bytes, &facts, &Later::default(), &[]).is_err());
}
