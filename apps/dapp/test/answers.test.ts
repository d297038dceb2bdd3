// What the app takes the indexer's answers for is what the indexer's OpenAPI document says of them.
import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const { schemas } = (JSON.parse(read("../../../schema/indexer.openapi.json")) as { components: { schemas: Record<string, Schema> } }).components;

/** The document's names, where the app has others. */
const NAMES: Readonly<Record<string, string>> = {
  ActivityRow: "Activity", AskRow: "Ask", DeliveryRecord: "Record", EarningRow: "Earning", Health: "Healthz", HolderToken: "HeldToken",
  MarketStats: "Stats", NetworkRow: "Network", OfferRow: "Offer", PayoutRow: "Payout", PriceRow: "Price", ReportRow: "Report",
  RigEpochRow: "Epoch", SaleSummary: "Sale", TradeRow: "Trade",
};

const source = ts.createSourceFile("types.ts", read("../src/indexer/types.ts"), ts.ScriptTarget.Latest, true);
const interfaces = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((found) => [found.name.text, found]));
const aliases = new Map(source.statements.filter(ts.isTypeAliasDeclaration).map((found) => [found.name.text, found.type]));

/** A schema without its indirections, and whether it may be null. */
function plain(schema: Schema): { kind: string; nullable: boolean; schema: Schema } {
  if (schema.$ref) return plain(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if (schema.oneOf) {
    const parts = schema.oneOf.map(plain);
    const rest = parts.find(({ kind }) => kind !== "null") ?? { kind: "null", schema: {} };
    return { ...rest, nullable: parts.some(({ kind }) => kind === "null") };
  }
  if (schema.allOf) return { kind: "object", nullable: false, schema: { properties: Object.assign({}, ...schema.allOf.map((part) => plain(part).schema.properties)) as Record<string, Schema> } };
  const types = [schema.type ?? "object"].flat();
  const kind = types.find((type) => type !== "null") ?? "null";
  return { kind: kind === "integer" ? "number" : kind, nullable: types.includes("null"), schema };
}

/** Every difference between a type and a schema, in words. */
function differences(type: ts.TypeNode, schema: Schema, place: string, optional = false): string[] {
  const all = ts.isUnionTypeNode(type) ? type.types : [type];
  const isNull = (part: ts.TypeNode): boolean => ts.isLiteralTypeNode(part) && part.literal.kind === ts.SyntaxKind.NullKeyword;
  const [first, ...others] = all.filter((part) => !isNull(part));
  const found = plain(schema);
  const nullable = optional || all.some(isNull);
  // The app may have less of something: what the chain does not tell where the indexer does not answer.
  const problems = found.nullable && !nullable ? [`${place}: may be null`] : [];
  if (!first) return problems;
  const words = [first, ...others].every((part) => ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal));
  if (others.length > 0 && !words) return [...problems, `${place}: is ${found.kind} alone`];
  return [...problems, ...(words ? same("string", found.kind, place) : inner(first, found, place))];
}

const same = (kind: string, other: string, place: string): string[] => (kind === other ? [] : [`${place}: is ${other}, not ${kind}`]);

function inner(type: ts.TypeNode, { kind, schema }: ReturnType<typeof plain>, place: string): string[] {
  if (ts.isTypeOperatorNode(type)) return inner(type.type, { kind, schema, nullable: false }, place);
  if (ts.isArrayTypeNode(type)) return kind === "array" && schema.items ? differences(type.elementType, schema.items, `${place}[]`) : [`${place}: is ${kind}, no list`];
  if (ts.isTypeLiteralNode(type)) return members(type.members, schema, place);
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText();
    const alias = aliases.get(name);
    if (alias) return differences(alias, { type: kind }, place);
    const known = interfaces.get(name);
    // Records of texts: what they are keyed by is data.
    return known ? members(known.members, schema, place) : same("object", kind, place);
  }
  return same(type.getText(), kind, place);
}

function members(all: ts.NodeArray<ts.TypeElement>, schema: Schema, place: string): string[] {
  return all.filter(ts.isPropertySignature).flatMap((member) => {
    const name = member.name.getText();
    const said = schema.properties?.[name];
    if (!said || !member.type) return [`${place}.${name}: the document has none`];
    return differences(member.type, said, `${place}.${name}`, member.questionToken !== undefined);
  });
}

test.each([...interfaces.keys()].filter((name) => name !== "Page"))("%s is as the document says", (name) => {
  const schema = schemas[NAMES[name] ?? name];
  expect(schema, `the document has no ${NAMES[name] ?? name}`).toBeDefined();
  expect(members(interfaces.get(name)?.members ?? ts.factory.createNodeArray(), plain(schema ?? {}).schema, name)).toEqual([]);
});

test("a difference is found", () => {
  const text = "type Wrong = { rig: string; nothing: string; coin: string | number; sale: { denom: number } };";
  const [wrong] = ts.createSourceFile("wrong.ts", text, ts.ScriptTarget.Latest, true).statements;
  if (!wrong || !ts.isTypeAliasDeclaration(wrong) || !ts.isTypeLiteralNode(wrong.type)) throw new Error("no type");
  expect(members(wrong.type.members, schemas["RigSummary"] ?? {}, "it")).toEqual([
    "it.rig: is number, not string", "it.nothing: the document has none", "it.coin: is string alone",
    "it.sale: may be null", "it.sale.denom: is string, not number",
  ]);
});
