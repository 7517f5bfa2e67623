/** What multiplies by the n×n matrix `a`, in JavaScript. */
export const productsOf =
  (a: Float64Array, n: number): ((v: Float64Array) => Float64Array) =>
  (v) => {
    const image = new Float64Array(n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        image[i] = (image[i] as number) + (a[i * n + j] as number) * (v[j] as number);
    return image;
  };
