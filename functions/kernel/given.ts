/**
 * Fields that are there. A frame's absent field reads as undefined, which the rules' types do not take for absent.
 */
export const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
