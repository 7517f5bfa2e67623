import { InvalidInputError } from "./errors.js";
import {
  type AboutObject as About,
  choice,
  type Field,
  isRecord,
  nounOf,
  type ObjectOf,
  object,
  type Schema,
  withDefault,
} from "./schema.js";

type Fields = Readonly<Record<string, Field<unknown>>>;

/** What decides which keys an object has besides those that it has in any case. */
export interface Deciding {
  /** The key that decides. */
  readonly key: string;
  /** The word of an object without that key. */
  readonly default: string;
  /** Each word's own keys; one that several words have is the same field in each. */
  readonly of: Readonly<Record<string, Fields | Nested>>;
  readonly help: string;
}

/** Keys of a word of which one decides further. */
export interface Nested {
  readonly common: Fields;
  readonly by: Deciding;
}

type OwnOf<O> = O extends Nested ? ObjectOf<O["common"]> & VariantOf<O["by"]> : ObjectOf<O>;

/** What `variants` gives, but for the common keys: of each word an object of its own keys. */
export type VariantOf<D extends Deciding> = {
  readonly [W in keyof D["of"] & string]: { readonly [K in D["key"]]: W } & OwnOf<D["of"][W]>;
}[keyof D["of"] & string];

const isNested = (own: Fields | Nested): own is Nested => typeof own.by === "object" && "of" in own.by;

/**
 * An object in which one key, a word, decides which others there are: { method: "sgd", batchSize } or
 * { method: "l-bfgs", tolerance }.
 *
 * @param common  the keys of every variant
 * @param about   of `object`
 */
export function variants<Common extends Fields, const D extends Deciding>(
  common: Common,
  { key, default: usual, of, help }: D,
  about: About<ObjectOf<Common> & VariantOf<D>> = {},
): Schema<ObjectOf<Common> & VariantOf<D>> {
  const noun = nounOf(about);
  const words = Object.keys(of);
  const word = choice({ values: words, default: usual, help });
  const objects = words.map((one) => {
    const only = choice({ values: [one], help });
    const fields = { ...common, [key]: one === usual ? withDefault(only, one) : only };
    const own = of[one] as Fields | Nested;
    return isNested(own)
      ? variants({ ...fields, ...own.common }, own.by, about as About<never>)
      : object<Fields>({ ...fields, ...own }, about as About<never>);
  });
  const objectOf = (one: string) => objects[words.indexOf(one)] as Schema<Record<string, unknown>>;
  const fields: Fields = Object.assign({}, ...objects.map(({ fields }) => fields), { [key]: word });
  return {
    ...(objectOf(usual) as unknown as Schema<ObjectOf<Common> & VariantOf<D>>),
    fields: fields as never,
    json: {
      type: "object",
      properties: Object.fromEntries(Object.entries(fields).map(([name, { json }]) => [name, json])),
      anyOf: objects.map(({ json }) => json),
    },
    parse(value, path = "") {
      if (!isRecord(value)) return objectOf(usual).parse(value, path) as never;
      const within = (option: string) => (path === "" ? option : `${path}.${option}`);
      const chosen = word.parse(value[key] === undefined ? usual : value[key], within(key));
      const own = objectOf(chosen);
      const isOthers = (option: string) =>
        !Object.hasOwn(own.fields, option) && Object.hasOwn(fields, option);
      for (const [option, entry] of Object.entries(value))
        if (isOthers(option) && entry !== undefined)
          throw new InvalidInputError(
            within(option),
            entry,
            `no such ${noun} of ${key} ${JSON.stringify(chosen)}, but of ${wordsWith(option)}`,
          );
      // Those of its own, and what it inherits, as from a class of options.
      const options = [
        ...Object.keys(own.fields),
        ...Object.keys(value).filter((option) => !isOthers(option)),
      ];
      return own.parse(Object.fromEntries(options.map((option) => [option, value[option]])), path) as never;
    },
  };

  function wordsWith(option: string): string {
    const those = words.filter((one) => Object.hasOwn(objectOf(one).fields, option));
    return those.map((one) => JSON.stringify(one)).join(" or ");
  }
}
