import { computed } from 'vue'
import { amsterdamMidnight, days, plus, type Instant } from '../../shared/instant.ts'
import type { FigureLine, FiguresView } from '../../shared/training/figure-views.ts'
import { ideas } from '../../shared/training/ideas.ts'
import { useI18n } from '../ui/useSentences.ts'

type Block = FigureLine['block']
/** More names than these say less than how many there are. */
const mostNames = 3

/** What figures are about, in words: which people, which idea, which weeks. */
export function useFigureWords(view: () => Pick<FiguresView, 'schools'>) {
  const { t, locale } = useI18n()
  const lang = computed(() => (locale.value === 'en' ? 'en-GB' : 'nl'))
  const names = computed(() => new Map<string | null, string>(view().schools.map(({ id, name }) => [id, name])))
  const list = (words: readonly string[]) => new Intl.ListFormat(lang.value, { type: 'conjunction' }).format(words)

  /** `none`: what it is called where no school is named. */
  function placesOf(ids: Block['schoolIds'], none: { alone: string; after: string }): string {
    const known = ids.flatMap((id) => names.value.get(id) ?? []).toSorted((a, b) => a.localeCompare(b, lang.value))
    const places = known.length > mostNames ? [t('figures.line.together', { n: known.length })] : known
    return list([...places, ...(ids.includes(null) ? [t(known.length > 0 ? none.after : none.alone)] : [])])
  }
  const schoolsOf = (ids: Block['schoolIds']) => placesOf(ids, { alone: 'figures.line.noSchool', after: 'figures.line.andNoSchool' })

  function rolesOf({ block: { roles }, whole }: FigureLine): string {
    if (roles.length === 0) return t(whole ? 'figures.line.allRoles' : 'figures.line.manyRoles')
    return roles.length > mostNames ? t('figures.line.manyRoles') : t('figures.line.mostly', { roles: list(roles.map((role) => t(`figures.role.${role}`))) })
  }

  /** The board, which comes first, and then by name: never by how well somebody does. Of a school the whole comes before its functions. */
  function sorted(lines: readonly FigureLine[]): (FigureLine & { schools: string; roles: string; key: string })[] {
    const [board, ...others] = lines.map((line) => ({
      ...{ ...line, key: JSON.stringify([line.block, line.whole]), roles: rolesOf(line), order: line.whole ? 0 : 1 },
      schools: placesOf(line.block.schoolIds, { alone: 'figures.line.elsewhere', after: 'figures.line.andElsewhere' }),
    }))
    if (!board) return []
    const byName = others.toSorted((a, b) => a.schools.localeCompare(b.schools, lang.value) || a.order - b.order || a.roles.localeCompare(b.roles, lang.value))
    return [{ ...board, key: 'board', schools: t('figures.line.board'), roles: '' }, ...byName]
  }

  const ideaOf = (idea: string): string => (ideas as Record<string, { nl: string; en: string }>)[idea]?.[locale.value === 'en' ? 'en' : 'nl'] ?? idea

  const dayOf = (at: Instant, year?: 'numeric') =>
    new Intl.DateTimeFormat(lang.value, { day: 'numeric', month: 'long', year, timeZone: 'Europe/Amsterdam' }).format(new Date(at))
  /** The four weeks that end before this day. */
  const weeksUntil = (day: string) => ({
    from: dayOf(plus(amsterdamMidnight(day), -days(27.5))),
    until: dayOf(plus(amsterdamMidnight(day), -days(0.5)), 'numeric'),
  })

  return { schoolsOf, sorted, ideaOf, weeksUntil }
}
