// A contract as its JSON schema describes it: nothing is sent, and no answer is taken, that it rules out.
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const UNSIGNED = ["uint8", "uint16", "uint32", "uint64"];

/// The schema's integers that JSON.parse keeps exact, and no others: a wallet reads them as numbers.
function compiler() {
  const ajv = new Ajv({ strict: false, allErrors: false });
  for (const format of UNSIGNED) {
    const limit = format === "uint64" ? Number.MAX_SAFE_INTEGER : 2 ** Number(format.slice(4)) - 1;
    ajv.addFormat(format, { type: "number", validate: (n) => Number.isSafeInteger(n) && n >= 0 && n <= limit });
  }
  return ajv;
}

/// A contract at `address`, spoken to through `client` as schema/NAME.json says.
export class Contract {
  #client;
  #name;
  #schema;
  #ajv = compiler();

  constructor(client, name, address) {
    this.#client = client;
    this.#name = name;
    this.address = address;
    this.#schema = JSON.parse(readFileSync(new URL(`../../schema/${name}.json`, import.meta.url), "utf8"));
  }

  /// Throws where `value` is not what the schema calls `what`.
  #check(what, schema, value) {
    if (!schema) throw new Error(`schema/${this.#name}.json does not describe ${what}`);
    const fits = this.#ajv.compile(schema);
    if (!fits(value)) {
      const why = this.#ajv.errorsText(fits.errors, { dataVar: what });
      throw new Error(`${this.#name}: not as its schema says: ${why}: ${JSON.stringify(value)}`);
    }
    return value;
  }

  /// Answers one of the queries that the contract describes.
  async query(msg) {
    this.#check("query", this.#schema.query, msg);
    const [kind] = Object.keys(msg);
    const [inner] = kind === "extension" ? Object.keys(msg.extension.msg) : [];
    const answers = inner ? this.#schema.extension_responses[inner] : this.#schema.responses[kind];
    const answer = await this.#client.queryContractSmart(this.address, msg);
    return this.#check(`answer to ${inner ?? kind}`, answers, answer);
  }

  /// Signs and sends a message, and waits for the block that has it. The fee is simulated.
  execute(sender, msg, funds = []) {
    this.#check("execute", this.#schema.execute, msg);
    return this.#client.execute(sender, this.address, msg, "auto", "", funds);
  }
}
