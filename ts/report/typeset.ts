/**
 * Splits `N^(−2/3) law` into `N`, raised `−2/3` and ` law`; an exponent may hold one pair of parentheses.
 *
 * @returns  pieces of text; `raised` is the inside of `^(…)`, `after` is what follows one
 */
export function typeset(text: string) {
  return text
    .split(/\^\(((?:[^()]|\([^()]*\))*)\)/)
    .map((piece, place) => ({ text: piece, raised: place % 2 === 1, after: place > 0 && place % 2 === 0 }))
    .filter((piece) => piece.text !== "");
}
