// What is generated from schema/ is what stands in the tree.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONTRACTS, fileOf, typesOf } from "../scripts/generate-types.mjs";

test.each(CONTRACTS)("the types of %s are current (else: npm run types)", async (name) => {
  expect(readFileSync(fileOf(name), "utf8")).toBe(await typesOf(name));
});
