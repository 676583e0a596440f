/** A CloudFormation template, as far as it is looked at here. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly [field: string]: unknown;
}
export interface CfnTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** A copy in which every value, from the innermost out, is what `change` makes of it. */
export function rewritten<T>(value: T, change: (value: unknown) => unknown): T {
  if (Array.isArray(value)) return change(value.map((one) => rewritten(one, change))) as T;
  if (value === null || typeof value !== 'object') return change(value) as T;
  const entries = Object.entries(value).map(([name, one]) => [name, rewritten(one, change)] as const);
  return change(Object.fromEntries(entries)) as T;
}

/** Without some of its resources, and without anything that waits for them. What refers to one of them is a mistake. */
export function without(template: CfnTemplate, gone: ReadonlySet<string>): CfnTemplate {
  const kept = Object.entries(template.Resources).filter(([id]) => !gone.has(id));
  const Resources = Object.fromEntries(
    kept.map(([id, { DependsOn, ...resource }]) => {
      const waits = [DependsOn ?? []].flat().filter((one) => !gone.has(one));
      return [id, { ...resource, ...(waits.length > 0 && { DependsOn: waits }) } as Resource];
    }),
  );
  const left = JSON.stringify({ ...template, Resources });
  for (const id of gone) {
    if (left.includes(`{"Ref":"${id}"}`) || left.includes(`{"Fn::GetAtt":["${id}",`))
      throw new Error(`${id} was left out, and something refers to it.`);
  }
  return { ...template, Resources };
}

/** Only these resources, and all that they refer to or wait for. */
export function partOf(template: CfnTemplate, wanted: (resource: Resource) => boolean): CfnTemplate {
  const ids = Object.entries(template.Resources).flatMap(([id, resource]) => (wanted(resource) ? [id] : []));
  const kept = new Set<string>();
  for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
    const resource = template.Resources[id];
    if (kept.has(id) || !resource) continue;
    kept.add(id);
    ids.push(...referredTo(resource));
  }
  const Resources = Object.fromEntries(Object.entries(template.Resources).filter(([id]) => kept.has(id)));
  return { Resources };
}

function referredTo(resource: Resource): string[] {
  const found = [...[resource.DependsOn ?? []].flat()];
  rewritten(resource, (value) => {
    const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
    if (typeof Ref === 'string') found.push(Ref);
    if (Array.isArray(attribute)) found.push(String(attribute[0]));
    return value;
  });
  return found;
}
