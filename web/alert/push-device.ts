import { newId } from '../offline/uuid.ts'

/** Which of the person's devices this is. Another person on the same browser is another device. */
type Device = { id: string; identityId: string; keyId: string | null; /** push was on here: when it is not, something broke */ wanted: boolean }
const key = 'seintje.push'

function read(): Device | null {
  try {
    const device = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Device> | null
    return typeof device?.id === 'string' && typeof device.identityId === 'string' ? { id: device.id, identityId: device.identityId, keyId: device.keyId ?? null, wanted: device.wanted === true } : null
  } catch {
    return null
  }
}

/** This person's device here; a new one where nobody or somebody else was before. */
export function deviceFor(identityId: string): Device {
  const known = read()
  return known?.identityId === identityId ? known : { id: newId(Date.now()), identityId, keyId: null, wanted: false }
}

export function keepDevice(device: Device): void {
  try {
    localStorage.setItem(key, JSON.stringify(device))
  } catch {
    // Without storage this device gets a new id each time: the server removes the old one when it no longer answers.
  }
}
