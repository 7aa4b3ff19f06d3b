import { computed } from 'vue'
import { amsterdamMidnight, days, plus } from '../../shared/instant.ts'
import type { FigureLine, FiguresView } from '../../shared/training/figure-views.ts'
import { ideas } from '../../shared/training/ideas.ts'
import { writeMoment } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'

type Block = FigureLine['block']
type Schools = Block['schoolIds']
/** More names than these say less than how many there are. */
const mostNames = 3

/** What figures are about, in words: which people, which idea, which weeks. */
export function useFigureWords(view: () => Pick<FiguresView, 'schools'>) {
  const { t, locale } = useI18n()
  const names = computed(() => new Map<string | null, string>(view().schools.map(({ id, name }) => [id, name])))
  const list = (words: readonly string[]) => new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(words)

  /** All schools there are; or one that this reader has no name for, so the line reaches beyond his own. */
  const isWhole = (ids: Schools): boolean =>
    ids.length === 0 || ids.some((id) => id !== null && !names.value.has(id)) || (ids.length > 1 && view().schools.every(({ id }) => ids.includes(id)))

  function schoolsOf(ids: Schools): string {
    if (isWhole(ids)) return t('figures.line.board')
    const known = ids.filter((id) => id !== null).map((id) => names.value.get(id) ?? '')
    const sorted = known.toSorted((a, b) => a.localeCompare(b, locale.value))
    if (known.length > mostNames) return t('figures.line.together', { n: known.length })
    return known.length === 0 ? t('figures.line.noSchool') : list([...sorted, ...(ids.includes(null) ? [t('figures.line.andNoSchool')] : [])])
  }

  const rolesOf = (roles: Block['roles']): string =>
    roles.length === 0 ? t('figures.line.allRoles') : list(roles.map((role) => t(`figures.role.${role ?? 'none'}`)))

  const nameOf = ({ schoolIds, roles }: Block): string =>
    roles.length === 0 && isWhole(schoolIds) ? t('figures.line.board') : t('figures.line.name', { schools: schoolsOf(schoolIds), roles: rolesOf(roles) })

  /** The whole board first, then by name: never by how well somebody does. */
  const sorted = <T extends { block: Block }>(lines: readonly T[]): (T & { name: string; key: string })[] =>
    lines
      .map((line) => ({ ...line, name: nameOf(line.block), key: JSON.stringify(line.block), rank: rankOf(line.block) }))
      .toSorted((a, b) => a.rank.localeCompare(b.rank, locale.value) || a.name.localeCompare(b.name, locale.value))
  const rankOf = ({ schoolIds, roles }: Block): string => `${isWhole(schoolIds) ? 0 : 1} ${schoolsOf(schoolIds)} ${roles.length === 0 ? 0 : 1}`

  const ideaOf = (idea: string): string => (ideas as Record<string, { nl: string; en: string }>)[idea]?.[locale.value === 'en' ? 'en' : 'nl'] ?? idea

  /** The last four finished weeks, their last day included. */
  const weeksUntil = (day: string) => ({
    from: writeMoment(plus(amsterdamMidnight(day), -days(28)), 'date', locale.value),
    until: writeMoment(plus(amsterdamMidnight(day), -days(0.5)), 'dateLong', locale.value),
  })

  return { schoolsOf, sorted, ideaOf, weeksUntil }
}
