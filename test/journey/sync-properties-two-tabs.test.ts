import { afterAll, beforeAll, it } from 'vitest'
import { openHouse, propertyTakes, walks, type House } from '../support/sync-property.ts'

let house: House
beforeAll(async () => void (house = await openHouse()))
afterAll(() => house.o.drop())

it(
  'stores every saved report once with the same bytes though two tabs send at once, with a lock that holds or one that is stolen',
  () => walks(house, { tabs: 2 }),
  propertyTakes,
)
