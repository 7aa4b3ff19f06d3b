import { newId } from '../offline/uuid.ts'

/** Which of the person's devices this is. Another person on the same browser is another device. */
export type Device = { id: string; identityId: string; keyId: string | null; /** alerts were on here: when they are not, something broke */ wanted: boolean }
const key = 'seintje.push'

function read(): Device | null {
  try {
    const device = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Device> | null
    if (typeof device?.id !== 'string' || typeof device.identityId !== 'string') return null
    return { id: device.id, identityId: device.identityId, keyId: device.keyId ?? null, wanted: device.wanted === true }
  } catch {
    return null
  }
}

export function keepDevice(device: Device): void {
  try {
    localStorage.setItem(key, JSON.stringify(device))
  } catch {
    // Without storage this device has a new id at each visit; the server drops the old one once it no longer answers.
  }
}

/** This person's device here; a new one where nobody or somebody else was before. */
export function deviceFor(identityId: string): Device {
  const known = read()
  if (known?.identityId === identityId) return known
  const device = { id: newId(Date.now()), identityId, keyId: null, wanted: false }
  keepDevice(device)
  return device
}
