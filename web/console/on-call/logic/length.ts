/** Units as the screen says them. */
export interface LengthUnits {
  seconds(n: number): string;
  minutes(n: number): string;
  hours(n: number): string;
  days(n: number): string;
}

/** A length in at most two units, and none that says more than one wants to know: `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d`. */
export function lengthText(ms: number, units: LengthUnits): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const [days, hours] = [Math.floor(total / 86_400), Math.floor(total / 3600) % 24];
  const [minutes, seconds] = [Math.floor(total / 60) % 60, total % 60];
  const parts: (readonly [number, string])[] =
    days > 0
      ? [
          [days, units.days(days)],
          [hours, units.hours(hours)],
        ]
      : hours > 0
        ? [
            [hours, units.hours(hours)],
            [minutes, units.minutes(minutes)],
          ]
        : [
            [minutes, units.minutes(minutes)],
            [seconds, units.seconds(seconds)],
          ];
  const said = parts.filter(([n]) => n > 0).map(([, text]) => text);
  return said.length > 0 ? said.join(' ') : units.seconds(0);
}
