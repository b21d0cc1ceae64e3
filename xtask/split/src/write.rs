//! The two modules.
//!
//! The first one is the old one, with the same indices. A function that moved has become a short one, which brings the
//! rest if it is not there yet and calls what stands in the table at its place. The rest imports memory, tables, globals
//! and functions of the first, by exports that the first has for it, and puts its functions into the table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{
    CustomSectionReader, DataSectionReader, ExportSectionReader, FunctionBody, GlobalSectionReader, Parser, Table,
};

use crate::facts::Facts;

/// What the rest calls the first module.
const FIRST: &str = "first";
/// The global that says whether the rest is there.
const IS_THERE: &str = "rest_is_there";

/// Two pieces of data with fewer bytes between them are written as one: each has a head of its own.
const HEAD: u32 = 8;

/// Both modules, as bytes.
pub(crate) struct Modules {
    pub(crate) first: Vec<u8>,
    pub(crate) rest: Vec<u8>,
    /// How many functions of the rest the first one may call.
    pub(crate) entries: usize,
}

/// Writes both; `moved` holds the functions of the rest, `places` what of the memory's first content comes with it.
pub(crate) fn modules(
    bytes: &[u8],
    facts: &Facts<'_>,
    moved: &BTreeSet<u32>,
    places: &[Range<u32>],
) -> Result<Modules, Box<dyn std::error::Error>> {
    let bring = facts.bring.ok_or("no function `bring_rest` is exported")?;
    let table = facts.tables.first().ok_or("there is no table")?;
    if facts.globals.is_empty() {
        return Err("there is no section of globals to add one to".into());
    }
    let start: u32 = table.initial.try_into()?;
    let entries = facts.entries(moved)?;
    let slots: BTreeMap<u32, u32> = entries.iter().copied().zip(start..).collect();
    let mut needed = BTreeSet::new();
    for function in moved {
        let body = facts.body(*function).ok_or("an imported function cannot move")?;
        needed.extend(Facts::mentioned(body)?.into_iter().filter(|it| !moved.contains(it)));
    }
    let places = if facts.is_data_plain { places } else { &[] };
    let data = facts.is_data_plain.then(|| pieces(&facts.data, &others(places)));
    let mut first = First { facts, moved, slots: &slots, needed: &needed, data, bring, next: facts.imported_functions };
    let mut module = Module::new();
    first.parse_core_module(&mut module, Parser::new(0), bytes)?;
    let data = pieces(&facts.data, places);
    let rest = rest(facts, moved, &slots, &needed, &data, start)?;
    Ok(Modules { first: module.finish(), rest, entries: slots.len() })
}

/// Names of exports, short because there are many.
fn function_name(index: u32) -> String {
    format!("f{index}")
}

fn global_name(index: usize) -> String {
    format!("g{index}")
}

fn table_name(index: usize) -> String {
    format!("t{index}")
}

fn memory_name(index: usize) -> String {
    format!("m{index}")
}

fn index(position: usize) -> u32 {
    position.try_into().unwrap_or(u32::MAX)
}

struct First<'a, 'b> {
    facts: &'b Facts<'a>,
    moved: &'b BTreeSet<u32>,
    slots: &'b BTreeMap<u32, u32>,
    needed: &'b BTreeSet<u32>,
    /// What is put into the memory, if that is not what the old module puts there.
    data: Option<Vec<Piece<'a>>>,
    bring: u32,
    /// The function whose body comes next.
    next: u32,
}

impl First<'_, '_> {
    /// Brings the rest if it is not there, and calls what the table has at the place.
    fn detour(&self, function: u32, slot: u32) -> Option<Function> {
        let (type_index, ty) = self.facts.type_of(function)?;
        let mut body = Function::new([]);
        let mut code = body.instructions();
        code.global_get(index(self.facts.globals.len()));
        code.i32_eqz().if_(BlockType::Empty).call(self.bring).end();
        for parameter in 0..ty.params().len() {
            code.local_get(index(parameter));
        }
        code.i32_const(slot.cast_signed()).call_indirect(0, type_index).end();
        Some(body)
    }
}

impl Reencode for First<'_, '_> {
    type Error = std::convert::Infallible;

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn parse_table(&mut self, tables: &mut TableSection, table: Table<'_>) -> Result<(), Error> {
        let more = if tables.is_empty() { self.slots.len() as u64 } else { 0 };
        let mut table = table;
        table.ty.initial += more;
        table.ty.maximum = table.ty.maximum.map(|maximum| maximum + more);
        utils::parse_table(self, tables, table)
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_global_section(self, globals, section)?;
        let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(ty, &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        for at in 0..self.facts.memories.len() {
            exports.export(&memory_name(at), ExportKind::Memory, index(at));
        }
        for at in 0..self.facts.tables.len() {
            exports.export(&table_name(at), ExportKind::Table, index(at));
        }
        for at in 0..self.facts.globals.len() {
            exports.export(&global_name(at), ExportKind::Global, index(at));
        }
        exports.export(IS_THERE, ExportKind::Global, index(self.facts.globals.len()));
        for function in self.needed {
            exports.export(&function_name(*function), ExportKind::Func, *function);
        }
        Ok(())
    }

    fn data_count(&mut self, count: u32) -> Result<u32, Error> {
        Ok(self.data.as_ref().map_or(count, |data| index(data.len())))
    }

    fn parse_data_section(&mut self, data: &mut DataSection, section: DataSectionReader<'_>) -> Result<(), Error> {
        match &self.data {
            Some(pieces) => put(data, pieces),
            None => utils::parse_data_section(self, data, section)?,
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error> {
        let function = self.next;
        self.next += 1;
        if !self.moved.contains(&function) {
            return utils::parse_function_body(self, code, body);
        }
        let detour = self.slots.get(&function).and_then(|slot| self.detour(function, *slot));
        let gone = || {
            let mut body = Function::new([]);
            body.instructions().unreachable().end();
            body
        };
        code.function(&detour.unwrap_or_else(gone));
        Ok(())
    }
}

/// Gives functions the indices that they have in the rest.
struct Renumber {
    functions: BTreeMap<u32, u32>,
}

impl Reencode for Renumber {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.functions.get(&function).copied().expect("what a moved function mentions is imported or has moved too"))
    }
}

fn rest(
    facts: &Facts<'_>,
    moved: &BTreeSet<u32>,
    slots: &BTreeMap<u32, u32>,
    needed: &BTreeSet<u32>,
    pieces: &[Piece<'_>],
    start: u32,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut renumber = Renumber { functions: needed.iter().chain(moved).copied().zip(0..).collect() };
    let mut types = TypeSection::new();
    for ty in &facts.types {
        types.ty().func_type(&renumber.func_type(ty.clone())?);
    }
    let mut imports = ImportSection::new();
    for (at, memory) in facts.memories.iter().enumerate() {
        imports.import(FIRST, &memory_name(at), EntityType::Memory(renumber.memory_type(*memory)?));
    }
    for (at, table) in facts.tables.iter().enumerate() {
        let mut ty = renumber.table_type(*table)?;
        ty.maximum = None;
        imports.import(FIRST, &table_name(at), EntityType::Table(ty));
    }
    for (at, global) in facts.globals.iter().enumerate() {
        imports.import(FIRST, &global_name(at), EntityType::Global(renumber.global_type(*global)?));
    }
    let mut functions = FunctionSection::new();
    let type_of = |function: &u32| facts.type_of(*function).map(|(index, _)| index).ok_or("a function has no type");
    for function in needed {
        imports.import(FIRST, &function_name(*function), EntityType::Function(type_of(function)?));
    }
    let mut code = CodeSection::new();
    for function in moved {
        functions.function(type_of(function)?);
        renumber.parse_function_body(&mut code, facts.body(*function).ok_or("a function has no body")?.clone())?;
    }
    let mut elements = ElementSection::new();
    let entries: Vec<u32> = slots.keys().filter_map(|function| renumber.functions.get(function).copied()).collect();
    elements.active(Some(0), &ConstExpr::i32_const(start.cast_signed()), Elements::Functions(entries.into()));
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
    if !pieces.is_empty() {
        let mut data = DataSection::new();
        put(&mut data, pieces);
        module.section(&data);
    }
    Ok(module.finish())
}

/// Bytes and the address where they belong.
type Piece<'a> = (u32, &'a [u8]);

fn put(data: &mut DataSection, pieces: &[Piece<'_>]) {
    for (address, bytes) in pieces {
        data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
    }
}

/// All of the memory that is in none of `places`, which are in order.
fn others(places: &[Range<u32>]) -> Vec<Range<u32>> {
    let starts = [0].into_iter().chain(places.iter().map(|place| place.end));
    let ends = places.iter().map(|place| place.start).chain([u32::MAX]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// What of `data` is in `places`, which are in order; with it what is between two places that are close to each other.
fn pieces<'a>(data: &[Piece<'a>], places: &[Range<u32>]) -> Vec<Piece<'a>> {
    let mut wide: Vec<Range<u32>> = Vec::new();
    for place in places {
        match wide.last_mut() {
            Some(last) if place.start - last.end < HEAD => last.end = place.end,
            _ => wide.push(place.clone()),
        }
    }
    let mut pieces = Vec::new();
    for (address, bytes) in data {
        let whole = *address..address + index(bytes.len());
        let from = wide.partition_point(|place| place.end <= whole.start);
        for place in wide[from..].iter().take_while(|place| place.start < whole.end) {
            let (start, end) = (place.start.max(whole.start), place.end.min(whole.end));
            pieces.push((start, &bytes[(start - whole.start) as usize..(end - whole.start) as usize]));
        }
    }
    pieces
}
