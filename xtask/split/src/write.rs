//! The two modules.
//!
//! The first one is the old one without the functions that moved. Where it may call one of these, it has a short one
//! instead, which brings the rest if it is not there yet and calls what stands in the table at the function's place. The
//! rest imports memory, tables, globals and functions of the first, by exports that the first has for it, and puts its
//! functions into the table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ExportSectionReader, FunctionBody,
    FunctionSectionReader, GlobalSectionReader, ImportSectionReader, Parser, Table,
};

use crate::facts::{Facts, Later, index};

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
    /// What the first one's imports were called, and what they are called now.
    pub(crate) renamed: Vec<(String, String)>,
    /// How many functions of the rest the first one may call.
    pub(crate) entries: usize,
    /// The functions of the first module by their new number, a line each, those that stand for one of the rest marked:
    /// the browser's traces name functions by number.
    pub(crate) names: String,
}

/// Writes both; `later` tells the functions of the rest, `places` what of the memory's first content comes with it.
pub(crate) fn modules(
    bytes: &[u8],
    facts: &Facts<'_>,
    later: &Later,
    places: &[Range<u32>],
) -> Result<Modules, Box<dyn std::error::Error>> {
    let bring = facts.bring.ok_or("no function `bring_rest` is exported")?;
    let table = facts.tables.first().ok_or("there is no table")?;
    if facts.globals.is_empty() {
        return Err("there is no section of globals to add one to".into());
    }
    let Later { moved, entries } = later;
    // Each function in its old place of the table; those that have none and are called get one behind the end.
    let old = facts.pointed_at.iter().filter(|(slot, it)| *slot > 0 && moved.contains(it));
    let mut table_of_rest: BTreeMap<u32, u32> = old.copied().collect();
    let mut slots: BTreeMap<u32, u32> = table_of_rest.iter().map(|(slot, function)| (*function, *slot)).collect();
    let homeless: Vec<u32> = entries.iter().copied().filter(|it| !slots.contains_key(it)).collect();
    for (function, slot) in homeless.iter().zip(u32::try_from(table.initial)?..) {
        slots.insert(*function, slot);
        table_of_rest.insert(slot, *function);
    }
    slots.retain(|function, _| entries.contains(function));
    let places = if facts.is_data_plain { places } else { &[] };
    let data = facts.is_data_plain.then(|| pieces(&facts.data, &others(places)));
    let stay = facts.functions_of_its_own().filter(|it| !moved.contains(it) || entries.contains(it));
    let order = alike_together(facts, stay);
    let numbers: BTreeMap<u32, u32> = (0..facts.imported_functions).chain(order.iter().copied()).zip(0..).collect();
    let names = numbers.iter().map(|(function, number)| {
        let mark = if entries.contains(function) { " (rest)" } else { "" };
        format!("{number} {}{mark}\n", facts.symbol(*function))
    });
    let names = names.collect();
    let mut needed = BTreeSet::new();
    for function in moved {
        let body = facts.body(*function).ok_or("an imported function cannot move")?;
        needed.extend(Facts::mentioned(body)?.into_iter().filter(|it| !moved.contains(it)));
    }
    let mut needed: Vec<u32> = needed.into_iter().collect();
    needed.sort_by_key(|it| numbers.get(it));
    let mut first =
        First { facts, numbers, order, slots: &slots, more_slots: homeless.len() as u64, needed: &needed, data, bring };
    let mut module = Module::new();
    first.parse_core_module(&mut module, Parser::new(0), bytes)?;
    let data = pieces(&facts.data, places);
    let rest = rest(facts, moved, &table_of_rest, &needed, &data)?;
    let renamed = facts.imports.iter().enumerate().map(|(position, name)| (name.clone(), import_name(position)));
    Ok(Modules { first: module.finish(), rest, renamed: renamed.collect(), entries: slots.len(), names })
}

/// Names of exports, short because there are many.
fn function_name(position: usize) -> String {
    format!("f{position}")
}

/// Names of imports in place of those that tell what they are.
fn import_name(position: usize) -> String {
    format!("i{position}")
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

struct First<'a, 'b> {
    facts: &'b Facts<'a>,
    /// The indices of the functions that stay, and of those that stand for one of the rest.
    numbers: BTreeMap<u32, u32>,
    /// The functions that have a body, in their new order.
    order: Vec<u32>,
    /// The places in the table of the functions of the rest that are called.
    slots: &'b BTreeMap<u32, u32>,
    /// How many places the table has more than the old one.
    more_slots: u64,
    /// The functions that the rest calls, in their new order.
    needed: &'b [u32],
    /// What is put into the memory, if that is not what the old module puts there.
    data: Option<Vec<Piece<'a>>>,
    bring: u32,
}

impl First<'_, '_> {
    /// The new index of a function. Of those that are gone only the table speaks, at places that nothing calls before the
    /// rest is there.
    fn number(&self, function: u32) -> u32 {
        self.numbers.get(&function).or_else(|| self.numbers.get(&self.bring)).copied().unwrap_or_default()
    }

    /// Brings the rest if it is not there, and calls what the table has at the place.
    fn detour(&self, function: u32, slot: u32) -> Option<Function> {
        let (type_index, ty) = self.facts.type_of(function)?;
        let mut body = Function::new([]);
        let mut code = body.instructions();
        code.global_get(index(self.facts.globals.len()));
        code.i32_eqz().if_(BlockType::Empty).call(self.number(self.bring));
        // Otherwise what stands in the table would still be this function.
        code.global_get(index(self.facts.globals.len())).i32_eqz().if_(BlockType::Empty).unreachable().end().end();
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

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.number(function))
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for (position, import) in section.into_imports().enumerate() {
            let import = import?;
            imports.import(import.module, &import_name(position), self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        for (ty, _) in self.order.iter().filter_map(|it| self.facts.type_of(*it)) {
            functions.function(ty);
        }
        Ok(())
    }

    fn parse_table(&mut self, tables: &mut TableSection, table: Table<'_>) -> Result<(), Error> {
        let more = if tables.is_empty() { self.more_slots } else { 0 };
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
        for (position, function) in self.needed.iter().enumerate() {
            exports.export(&function_name(position), ExportKind::Func, self.number(*function));
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

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Result<(), Error> {
        for function in self.order.clone() {
            let detour = self.slots.get(&function).and_then(|slot| self.detour(function, *slot));
            match (detour, self.facts.body(function)) {
                (Some(detour), _) => drop(code.function(&detour)),
                (None, Some(body)) => self.parse_function_body(code, body.clone())?,
                (None, None) => {}
            }
        }
        Ok(())
    }
}

/// Functions of one type one after the other, and by their code: what is alike is packed best when it stands together.
fn alike_together(facts: &Facts<'_>, functions: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut functions: Vec<u32> = functions.collect();
    functions.sort_by_key(|it| (facts.type_of(*it).map(|(ty, _)| ty), facts.body(*it).map(FunctionBody::as_bytes)));
    functions
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
    table: &BTreeMap<u32, u32>,
    needed: &[u32],
    pieces: &[Piece<'_>],
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let order = alike_together(facts, moved.iter().copied());
    let mut renumber = Renumber { functions: needed.iter().chain(&order).copied().zip(0..).collect() };
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
    for (position, function) in needed.iter().enumerate() {
        imports.import(FIRST, &function_name(position), EntityType::Function(type_of(function)?));
    }
    let mut code = CodeSection::new();
    for function in &order {
        functions.function(type_of(function)?);
        renumber.parse_function_body(&mut code, facts.body(*function).ok_or("a function has no body")?.clone())?;
    }
    let mut elements = ElementSection::new();
    let table: Vec<(u32, u32)> = table.iter().map(|(slot, function)| (*slot, *function)).collect();
    for run in table.chunk_by(|before, after| before.0 + 1 == after.0) {
        let functions: Vec<u32> = run.iter().filter_map(|(_, it)| renumber.functions.get(it).copied()).collect();
        let start = ConstExpr::i32_const(run[0].0.cast_signed());
        elements.active(Some(0), &start, Elements::Functions(functions.into()));
    }
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
