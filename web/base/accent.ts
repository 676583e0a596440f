/** Tones of a workspace's accent colour that can be read on our papers, light and dark. */

const INK = '#1d1b19';
/** The ground that is harder to be read on: the paper by day, the lighter surface by night. */
const PAPERS = { light: '#fbfaf7', dark: '#232120' } as const;
/** Words stand on a soft ground as well: the surface with at most so much of the accent in it, under a pointer. */
const SOFT = { light: ['#ffffff', 0.2], dark: ['#232120', 0.2] } as const;
const DEFAULT_ACCENT = '#7a4a28';

type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb | null => {
  const found = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex);
  return found ? ([1, 2, 3].map((i) => Number.parseInt(found[i] ?? '0', 16)) as unknown as Rgb) : null;
};
const write = (rgb: Rgb): string => `#${rgb.map((c) => c.toString(16).padStart(2, '0')).join('')}`;

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const between = (a: Rgb, b: Rgb): number => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

/** WCAG contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [parse(a), parse(b)];
  if (!x || !y) throw new Error(`Not a colour like #7a4a28: ${x ? b : a}`);
  return between(x, y);
}

const mix = (from: Rgb, to: Rgb, part: number): Rgb =>
  from.map((c, i) => Math.round(c + ((to[i] ?? 0) - c) * part)) as unknown as Rgb;

/** Mixes `rgb` towards black or white until it stands out from `ground` by at least `ratio`. */
function readable(rgb: Rgb, ground: Rgb, ratio: number): Rgb {
  // 0.18: where black and white stand out alike
  const end = luminance(ground) > 0.18 ? 0 : 255;
  const to: Rgb = [end, end, end];
  for (let part = 0; part <= 1; part += 0.04) {
    const mixed = mix(rgb, to, part);
    if (between(mixed, ground) >= ratio) return mixed;
  }
  return to;
}

/** CSS variables that tokens.css takes its accent from. A colour it cannot read gives the default, coffee. */
export function accentVariables(accent: string | undefined): Readonly<Record<string, string>> {
  const rgb = parse(accent ?? '') ?? (parse(DEFAULT_ACCENT) as Rgb);
  const variables: Record<string, string> = {};
  for (const name of ['light', 'dark'] as const) {
    const ground = parse(PAPERS[name]) as Rgb;
    // 3:1 for a filled shape (WCAG 1.4.11), 4.5:1 for words
    const fill = readable(rgb, ground, 3);
    const white: Rgb = [255, 255, 255];
    const ink = between(fill, white) >= 4.5 ? white : readable(parse(INK) as Rgb, fill, 4.5);
    variables[`--accent-${name}`] = write(fill);
    variables[`--accent-ink-${name}`] = write(ink);
    const [surface, part] = SOFT[name];
    variables[`--accent-text-${name}`] = write(readable(rgb, mix(parse(surface) as Rgb, fill, part), 4.5));
  }
  return variables;
}
