// Draws the icons of the installed page: `node static/icons/make.mjs`. The picture is the one of the page's head, a
// stack of layers, on the colour of its accent.
import { writeFileSync } from "node:fs";
import { deflateSync, crc32 } from "node:zlib";

const INK = [255, 255, 255];
const PAPER = [69, 82, 216];
/** Samples along each side of a pixel. */
const FINE = 4;

// On a grid of 16 by 16, as in src/page/widgets/icon.rs: a rhomb, and two bands below it.
const RHOMB = [[8, 3.2], [13, 5.8], [8, 8.4], [3, 5.8]];
const band = (top) => [[3, top], [8, top + 2.6], [13, top], [13, top + 1.3], [8, top + 3.9], [3, top + 1.3]];
const SHAPES = [RHOMB, band(7.4), band(9.9)];

/** Whether a point lies within a polygon, by the edges to its right. */
function isWithin(polygon, x, y) {
  let inside = false;
  polygon.forEach(([ax, ay], at) => {
    const [bx, by] = polygon.at(at - 1);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

function picture(size) {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let covered = 0;
      for (let at = 0; at < FINE * FINE; at++) {
        const [px, py] = [x + ((at % FINE) + 0.5) / FINE, y + (Math.floor(at / FINE) + 0.5) / FINE];
        if (SHAPES.some((shape) => isWithin(shape, (px * 16) / size, (py * 16) / size))) covered++;
      }
      const share = covered / (FINE * FINE);
      const colour = INK.map((ink, at) => Math.round(ink * share + PAPER[at] * (1 - share)));
      rows.set(colour, y * (1 + 3 * size) + 1 + 3 * x);
    }
  }
  return rows;
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body) >>> 0, 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of 8 bits a channel without transparency (W3C, "Portable Network Graphics"). */
function png(size) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const content = deflateSync(picture(size), { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", content), chunk("IEND", Buffer.alloc(0))]);
}

const hex = (colour) => `#${colour.map((it) => it.toString(16).padStart(2, "0")).join("")}`;
const path = (polygon) => `M${polygon.map((point) => point.join(" ")).join("L")}Z`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="${hex(PAPER)}"/><path fill="${hex(INK)}" d="${SHAPES.map(path).join("")}"/></svg>\n`;

const here = (name) => new URL(name, import.meta.url);
writeFileSync(here("icon.svg"), svg);
for (const size of [180, 192, 512]) writeFileSync(here(`icon-${size}.png`), png(size));
