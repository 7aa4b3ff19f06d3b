/** What stands in a room, drawn in lines on 64 by 48; by the id of the part. What is not here gets an eye: look at it. */
export const roomDrawings: Readonly<Record<string, readonly string[]>> = {
  door: ['M17 46V4h30v42', 'M17 4l19 6v36H17', 'M31 28h.01', 'M33 28h6m-2 0v3', 'M4 46h56'],
  cabinet: [
    'M13 46V5h38v41z',
    'M13 19h38M13 33h38',
    'M18 8v11m4-11v11m4-9v9m5-11v11m5-8v8m5-11v11',
    'M18 23v10m5-9v9m4-11v11m5-8v8m5-10v10m5-9v9',
    'M20 39h10m6 0h8',
  ],
  table: ['M6 27h52M12 27v19M52 27v19', 'M19 27l5-10h8l-1 10M32 17h8l5 10', 'M25 21h4m7 0h4', 'M46 27v-8m-2 0h4'],
  corridor: ['M19 3v9M45 3v9', 'M9 12h46v19H9z', 'M18 21.5h25m-7-6 7 6-7 6', 'M4 46h56'],
  ceiling: ['M4 5h56', 'M32 5v9', 'M21 25l5-11h12l5 11z', 'M24 32l-3 6m11-6v7m8-7 3 6'],
  printer: ['M13 20h38v17H13z', 'M20 20V5h24v15', 'M20 30h24v15H20z', 'M25 35h14m-14 5h9', 'M45 25h.01'],
  screen: ['M11 5h42v28H11z', 'M32 33v9M23 44h18', 'M17 12h4m4 0h21M17 19h4m4 0h16M17 26h4m4 0h18'],
  board: ['M10 5h44v32H10z', 'M10 15h44M10 26h44M24 5v32M39 5v32', 'M4 46h56'],
  bin: ['M16 15h32l-3 31H19z', 'M13 15l3-8h32l3 8z', 'M25 11h14', 'M28 28h8v7h-8z', 'M30 28v-2a2 2 0 0 1 4 0v2'],
}
