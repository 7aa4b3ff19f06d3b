import { v7 } from 'uuid'
import { importBoard, type BoardFile } from '../../api/access/import-board.ts'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import { lostStick, type Office } from './office.ts'

export const demoCode = demoBoard.schoolCode ?? ''
export const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46])

type Headers = Record<string, string>

/** Somebody who holds a school's code and is signed in nowhere. */
export function withSchoolCode(o: Office, code = demoCode, headers: Headers = {}) {
  const put = (path: string, body: string | Uint8Array) =>
    o.request(`/api/v1/hand-in${path}`, { method: 'PUT', headers: { 'seintje-school-code': code, 'device-now': o.now(), ...headers }, body: body as BodyInit })
  return {
    check: (typed = code, more: Headers = headers) =>
      o.request('/api/v1/hand-in/check', { method: 'POST', headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify({ code: typed }) }),
    report: (id = v7(), body: string = JSON.stringify(lostStick(o.now()))) => put(`/reports/${id}`, body),
    photo: (reportId: string, id = v7(), bytes = jpeg) => put(`/reports/${reportId}/attachments/${id}`, bytes),
  }
}

/** What an answer says, whatever it is. */
export const said = async (answer: Response): Promise<Record<string, unknown>> => ({ status: answer.status, ...(await answer.json()) })

/** A second board in the same store; the demo's chair works there too, nobody else does. */
export async function otherBoard(o: Office, changes: Partial<BoardFile> = {}): Promise<BoardFile> {
  const board: BoardFile = {
    organisationId: '0195b5c0-0000-7000-8000-000000000002',
    name: 'Stichting Het Riet',
    settings: { fgVotes: true },
    schools: [],
    people: [
      { name: 'Fiona Elders', email: 'fiona@riet.example', phone: '085 555 02 11', lang: 'nl', roles: ['dpo'] },
      { identityId: demoIdentity('chair'), name: 'Bram Bedacht', email: 'bram@waterlelie.example', lang: 'nl', roles: [] },
    ],
    schoolCode: 'R1ETR1ET',
    ...changes,
  }
  await importBoard(o.deps, board, { invite: false })
  return board
}
