/**
 * How a screen sits in the shell. Absent: header, navigation and one column. `flow`: the screen brings its own bar and
 * nothing distracts. `desk`: the whole width, for a list beside a dossier.
 */
export type ShellKind = 'flow' | 'desk'

declare module 'vue-router' {
  interface RouteMeta {
    shell?: ShellKind
    /** going from one place to another within this screen leaves the focus where it is, as in a list beside a dossier */
    keepFocus?: boolean
  }
}
