//! A linker's module of two functions and four constants.

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, Encode, ExportKind, ExportSection, Function, FunctionSection, MemorySection,
    MemoryType, Module, NameMap, NameSection, TypeSection,
};

use super::Constants;
use crate::facts::Facts;
use crate::linked::Linked;
use crate::linked::tests::{custom, parts, references};

/// Where the constants are: `first`, which refers to `shared`; `later`; `shared`; and one that nobody reads.
const START: u32 = 1024;
const FIRST: u32 = START;
const LATER: u32 = START + 4;
const SHARED: u32 = START + 8;
const UNREAD: u32 = START + 12;
const END: u32 = START + 16;

/// The types of references in the linker's format: of `i32.const`, and of an address among data.
const IN_CODE: u32 = 4;
const IN_DATA: u32 = 5;

/// `start` reads `first`, `page::panel` reads `later` by a number that is `beyond` its start.
fn module(beyond: i32) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    functions.function(0).function(0);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    let mut exports = ExportSection::new();
    exports.export("start", ExportKind::Func, 0);
    let mut code = CodeSection::new();
    for address in [FIRST, LATER.wrapping_add_signed(beyond)] {
        let mut body = Function::new([]);
        body.instructions().i32_const(address.cast_signed()).drop().end();
        code.function(&body);
    }
    let mut data = DataSection::new();
    let content = [SHARED.to_le_bytes(), *b"late", *b"both", *b"none"].concat();
    data.active(0, &ConstExpr::i32_const(START.cast_signed()), content);
    let mut names = NameMap::new();
    names.append(0, "page::start");
    names.append(1, "page::panel");
    let mut name_section = NameSection::new();
    name_section.functions(&names);
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&memories).section(&exports).section(&code).section(&data);
    // Within the section of code: the count, then for each body its size, its locals and `i32.const`.
    let in_code = [(IN_CODE, 4, 0, Some(0)), (IN_CODE, 12, 1, Some(beyond))];
    // Within that of data: the count, the kind of segment, its address and size.
    let in_data = [(IN_DATA, 7, 2, Some(0))];
    module.section(&custom("linking", &linking()));
    module.section(&custom("reloc.CODE", &references(4, &in_code)));
    module.section(&custom("reloc.DATA", &references(5, &in_data)));
    module.section(&name_section);
    module.finish()
}

/// One segment and the symbols of the four constants.
fn linking() -> Vec<u8> {
    let mut segments = Vec::new();
    1_u32.encode(&mut segments);
    ".rodata".encode(&mut segments);
    segments.extend([0, 0]);
    let mut symbols = Vec::new();
    4_u32.encode(&mut symbols);
    for (name, start) in [("first", FIRST), ("later", LATER), ("shared", SHARED), ("unread", UNREAD)] {
        symbols.extend([1, 2]);
        name.encode(&mut symbols);
        for number in [0, start - START, 4] {
            number.encode(&mut symbols);
        }
    }
    parts(&[(5, segments), (8, symbols)])
}

fn only_in(linked: &[u8], finished: &[u8], moved: &[u32]) -> Vec<std::ops::Range<u32>> {
    let constants = Constants::of(&Linked::read(linked).expect("it can be read"));
    let facts = Facts::read(finished).expect("it can be read");
    constants.only_in(&facts, &moved.iter().copied().collect()).expect("it can be read")
}

#[test]
fn what_only_a_panel_reads_moves_and_what_a_constant_refers_to_stays_with_it() {
    let bytes = module(0);
    wasmparser::validate(&bytes).expect("the module is valid");
    assert_eq!(only_in(&bytes, &bytes, &[1]), [LATER..SHARED, UNREAD..END]);
    assert_eq!(only_in(&bytes, &bytes, &[]), std::slice::from_ref(&(UNREAD..END)));
    assert_eq!(only_in(&bytes, &bytes, &[0]), [FIRST..LATER, SHARED..END]);
}

#[test]
fn a_number_outside_of_a_constant_stands_for_it_where_the_linker_says_so() {
    // As `LATER - 4 * index` would be folded; the name of the function is unknown, as if it had been put into another.
    let linked = module(-4000);
    let mut bytes = linked.clone();
    let at = bytes.windows(11).rposition(|it| it == b"page::panel").expect("the function has a name");
    bytes[at] = b'q';
    assert_eq!(only_in(&linked, &bytes, &[]), std::slice::from_ref(&(UNREAD..END)));
}

#[test]
fn an_address_may_be_half_of_a_number() {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    functions.function(0);
    let mut body = Function::new([]);
    // The address and the length of a text, as one number.
    body.instructions().i64_const((4 << 32) | i64::from(LATER)).drop().end();
    let mut code = CodeSection::new();
    code.function(&body);
    let mut finished = Module::new();
    finished.section(&types).section(&functions).section(&code);
    assert_eq!(only_in(&module(0), &finished.finish(), &[]), [FIRST..LATER, SHARED..END]);
}

#[test]
fn a_module_without_symbols_keeps_its_data() {
    assert_eq!(only_in(&Module::new().finish(), &Module::new().finish(), &[]), []);
}
