/**
 * How a screen sits in the shell. Absent: header, navigation and one column. `flow`: the screen brings its own bar and
 * nothing distracts. `desk`: the whole width, for a list beside a dossier.
 */
export type ShellKind = 'flow' | 'desk'

declare module 'vue-router' {
  interface RouteMeta {
    shell?: ShellKind
    /** the focus stays where it is: the list beside the dossier was chosen from */
    keepFocus?: boolean
  }
}
