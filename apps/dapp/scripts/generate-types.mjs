// Writes src/chain/contracts/NAME.ts from schema/NAME.json; with --check only says whether they are current.
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const SCHEMAS = new URL("../../../schema/", import.meta.url);
const OUT = new URL("../src/chain/contracts/", import.meta.url);
export const CONTRACTS = ["hashrate-nft", "oracle", "distributor", "marketplace"];

/// All that a contract takes and answers as one schema, so that what it names twice is one type.
function merged({ execute, query, responses, extension_responses: extensions }) {
  const definitions = {};
  const properties = {};
  const add = (key, schema) => {
    const { definitions: own, ...body } = schema;
    delete body.$schema;
    Object.assign(definitions, own);
    // A schema without a title of its own would be named after its key.
    properties[key] = body;
  };
  add("execute", { ...execute, title: "ExecuteMsg" });
  add("query", { ...query, title: "QueryMsg" });
  const answers = (of, suffix) =>
    Object.entries(of ?? {}).forEach(([name, schema]) => add(`${name}${suffix}`, schema));
  answers(responses, "_answer");
  answers(extensions, "_extension_answer");
  return { title: "Contract", type: "object", additionalProperties: false, required: Object.keys(properties), properties, definitions };
}

/// The TypeScript of a contract.
export async function typesOf(name) {
  const schema = JSON.parse(readFileSync(new URL(`${name}.json`, SCHEMAS), "utf8"));
  return compile(merged(schema), "Contract", {
    additionalProperties: false,
    unreachableDefinitions: false,
    bannerComment: `/* Generated from schema/${name}.json by "npm run types". Do not edit. */`,
    style: { printWidth: 110 },
  });
}

/// Where the TypeScript of a contract stands.
export const fileOf = (name) => new URL(`${name}.ts`, OUT);

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const name of CONTRACTS) writeFileSync(fileOf(name), await typesOf(name));
}
