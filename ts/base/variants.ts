import { InvalidInputError } from "./errors.js";
import { choice, type Field, isRecord, type ObjectOf, object, type Schema, withDefault } from "./schema.js";

type Fields = Readonly<Record<string, Field<unknown>>>;

/** Of each word its own keys. */
type Of<Word extends string> = Readonly<Record<Word, Fields>>;

/** What `variants` gives, but for the common keys: of each word an object of its own keys. */
export type VariantOf<Key extends string, F extends Of<string>> = {
  readonly [W in keyof F & string]: { readonly [K in Key]: W } & ObjectOf<F[W]>;
}[keyof F & string];

/**
 * An object in which one key, a word, decides which others there are: { method: "sgd", batchSize } or
 * { method: "l-bfgs", tolerance }.
 *
 * @param common         the keys of every variant
 * @param about.key      the one that decides
 * @param about.default  the word of an object without that key
 * @param about.of       each word's own keys; one that several words have is the same field in each
 */
export function variants<Common extends Fields, const Key extends string, const F extends Of<string>>(
  common: Common,
  about: {
    readonly key: Key;
    readonly default: keyof F & string;
    readonly of: F;
    readonly help: string;
  },
): Schema<ObjectOf<Common> & VariantOf<Key, F>> {
  const { key, of, help } = about;
  const words = Object.keys(of);
  const word = choice({ values: words, default: about.default, help });
  const objects = words.map((one) => {
    const only = choice({ values: [one], help });
    return object({ ...common, [key]: one === about.default ? withDefault(only, one) : only, ...of[one] });
  });
  const objectOf = (one: string) => objects[words.indexOf(one)] as Schema<Record<string, unknown>>;
  const fields: Fields = Object.assign({}, ...objects.map(({ fields }) => fields), { [key]: word });
  return {
    ...(objectOf(about.default) as unknown as Schema<ObjectOf<Common> & VariantOf<Key, F>>),
    fields: fields as never,
    json: { anyOf: objects.map(({ json }) => json) },
    parse(value, path = "") {
      if (!isRecord(value)) return objectOf(about.default).parse(value, path) as never;
      const within = (option: string) => (path === "" ? option : `${path}.${option}`);
      const chosen = word.parse(value[key] === undefined ? about.default : value[key], within(key));
      const own = objectOf(chosen);
      const isOthers = (option: string) =>
        !Object.hasOwn(own.fields, option) && Object.hasOwn(fields, option);
      for (const [option, entry] of Object.entries(value))
        if (isOthers(option) && entry !== undefined)
          throw new InvalidInputError(
            within(option),
            entry,
            `no such option of ${key} ${JSON.stringify(chosen)}, but of ${wordsWith(option)}`,
          );
      return own.parse(
        Object.fromEntries(Object.entries(value).filter(([option]) => !isOthers(option))),
        path,
      ) as never;
    },
  };

  function wordsWith(option: string): string {
    const those = words.filter((one) => Object.hasOwn(of[one] as Fields, option));
    return those.map((one) => JSON.stringify(one)).join(" or ");
  }
}
