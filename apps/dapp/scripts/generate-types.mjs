// Writes src/chain/contracts/NAME.ts from schema/NAME.json, before whatever needs it. What is current is left
// alone, so that nothing is built again because of it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const SCHEMAS = new URL("../../../schema/", import.meta.url);
const OUT = new URL("../src/chain/contracts/", import.meta.url);
const CONTRACTS = ["hashrate-nft", "oracle", "distributor", "marketplace"];

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
async function typesOf(name) {
  const schema = JSON.parse(readFileSync(new URL(`${name}.json`, SCHEMAS), "utf8"));
  return compile(merged(schema), "Contract", {
    additionalProperties: false,
    unreachableDefinitions: false,
    bannerComment: `/* Generated from schema/${name}.json by "npm run types". */`,
    style: { printWidth: 110 },
  });
}

mkdirSync(OUT, { recursive: true });
for (const name of CONTRACTS) {
  const [file, types] = [new URL(`${name}.ts`, OUT), await typesOf(name)];
  if (!existsSync(file) || readFileSync(file, "utf8") !== types) writeFileSync(file, types);
}
