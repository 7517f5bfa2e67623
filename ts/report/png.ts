/**
 * What the page's one script does: beside each link to a figure's SVG it puts one to a PNG, three times as wide, which the reader's
 * browser draws when it is asked for. Without scripts there is no such link.
 */
export const PNG_SCRIPT = `
for (const svg of document.querySelectorAll('a[download$=".svg"]')) {
  const png = svg.cloneNode();
  png.textContent = "PNG";
  png.download = svg.download.replace(/svg$/, "png");
  svg.after(", ", png);
  png.addEventListener("click", async (event) => {
    if (png.href.startsWith("data:image/png")) return;
    event.preventDefault();
    const image = new Image();
    image.src = svg.href;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 3 * image.width;
    canvas.height = 3 * image.height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    png.href = canvas.toDataURL("image/png");
    png.click();
  });
}
`;

/** By which the page's policy knows it; a test compares. */
export const PNG_SCRIPT_HASH = "sha256-8rkTq6ZP98PPZK62dS4qNpLRctzTaPQ061l1s6hrrtg=";
