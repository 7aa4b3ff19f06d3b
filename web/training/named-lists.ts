import type { ConsentIn, ListAsked, NamedListRows, NamedLists } from '../../shared/training/training-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useFetched } from './useFetched.ts'

type Of<T> = Omit<T, 'organisationId'>

/** Lists of who finished a module, and the consent they stand on. Each deed comes back with how it all stands. */
export function namedLists(organisationId: string) {
  const { value, state, load, put } = useFetched<NamedLists>(() => outcomeOf<NamedLists>(api.training.lists.$get({ query: { organisationId } })))
  const { lists, consent } = api.training

  const record = (input: Of<ConsentIn>) => put(() => outcomeOf<NamedLists>(consent.$post({ json: { organisationId, ...input } })))
  const withdraw = () => put(() => outcomeOf<NamedLists>(consent.withdraw.$post({ json: { organisationId } })))
  const ask = (input: Of<ListAsked>) => put(() => outcomeOf<NamedLists>(lists.$post({ json: { organisationId, ...input } })))
  const decide = (id: string, agree: boolean) => put(() => outcomeOf<NamedLists>(lists[':id'].decide.$post({ param: { id }, json: { organisationId, agree } })))
  const end = (id: string) => put(() => outcomeOf<NamedLists>(lists[':id'].end.$post({ param: { id }, json: { organisationId } })))
  /** Each look is counted, for all staff to see; so it is read again what everybody sees. */
  async function read(id: string): Promise<Outcome<NamedListRows>> {
    const answer = await withStepUp(() => outcomeOf<NamedListRows>(lists[':id'].$get({ param: { id }, query: { organisationId } })))
    if (answer.is === 'ok') await load()
    return answer
  }

  return { view: value, state, load, record, withdraw, ask, decide, end, read }
}
