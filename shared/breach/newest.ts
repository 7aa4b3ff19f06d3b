/** What one answer says of those before it. */
type Step = { id: string; field: string; basedOn: string | null }

/** The answers to each field, newest first. Each is based on the one before it, so their order needs no clock. */
export function newestFirst<S extends Step>(answers: readonly S[]): ReadonlyMap<string, readonly S[]> {
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  const overtaken = new Set(answers.map(({ basedOn }) => basedOn))
  const found = new Map<string, S[]>()
  for (const last of answers.filter(({ id }) => !overtaken.has(id))) {
    const chain: S[] = []
    for (let at: S | undefined = last; at; at = at.basedOn === null ? undefined : byId.get(at.basedOn)) chain.push(at)
    found.set(last.field, chain)
  }
  return found
}
