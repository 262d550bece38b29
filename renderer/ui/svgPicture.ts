const drawn = ['fill', 'stroke', 'stroke-width', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'];

/** A drawing of the page as a file of its own: what the page's style sheets say stands on each element. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const own = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  own.forEach((element, at) => {
    const style = getComputedStyle(element);
    const part = copies[at]!;
    for (const name of drawn) part.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'style', 'tabindex', 'role']) part.removeAttribute(name);
  });
  const { width, height } = svg.getBoundingClientRect();
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  copy.setAttribute('style', `background:${surface}`);
  return new XMLSerializer().serializeToString(copy);
}

/** A picture of SVG text, the SVG itself or drawn twice as large as it is. */
export async function svgPicture(text: string, format: 'png' | 'svg'): Promise<Blob> {
  const svg = new Blob([text], { type: 'image/svg+xml' });
  if (format === 'svg') return svg;
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The drawing gave no picture.'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
