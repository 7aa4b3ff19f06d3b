import { rmSync } from 'node:fs'
import pino from 'pino'
import { v7 } from 'uuid'
const R='/work/main/'
const { openDb } = await import(R+'api/db/open.ts')
const { makeRootKeys } = await import(R+'api/db/keys.ts')
const { importBoard } = await import(R+'api/access/import-board.ts')
const { demoBoard, demoIdentity } = await import(R+'api/demo/board.ts')
const { makeEngine } = await import(R+'api/alert/engine.ts')
const { makeLimits } = await import(R+'api/http/rate-limit.ts')
const { makeChanges } = await import(R+'api/changes.ts')
const { reportIncident } = await import(R+'api/incident/report-incident.ts')
const { makeDemoMailer, makeDemoMessages } = await import(R+'api/alert/demo-messages.ts')
const jobs = (await import(R+'api/jobs.ts')).jobs
rmSync('/tmp/benchdb',{recursive:true,force:true}); rmSync('/tmp/benchdb.lock',{force:true})
const db = await openDb({ dataDir: '/tmp/benchdb' })
const clock = { now: () => new Date().toISOString() }
const keys = await makeRootKeys(new Uint8Array(32).fill(7))
const messages = makeDemoMessages(clock)
const deps: any = { env: { publicUrl: 'http://localhost', mode:'demo' }, clock, newId: () => v7(), db, keys, log: pino({level:'error'}), push: { keyId:'k', publicKey:'', allows:()=>true, send: async()=>({outcome:'sent',answer:'x'}) }, mail: makeDemoMailer(messages), limits: makeLimits(), changes: makeChanges() }
await importBoard(deps, demoBoard, { invite: false })
const engine = makeEngine(deps)
const actor = { organisationId: demoBoard.organisationId, personId: demoBoard.people[0].personId, identityId: demoIdentity('teacher'), pseudonym: 'x', roles: ['staff'], scope: 'device' }
const one = () => { const now = clock.now(); const bytes = new TextEncoder().encode(JSON.stringify({ shape:1, kind:'deviceLost', description:'x'.repeat(500), discoveredAt: now, discoveredBasis:'now', reportedAt: now })); return reportIncident(deps, [actor], { id: v7(), bytes, deviceNow: now }) }
async function run(label, seconds=4) { let n=0; const end=performance.now()+seconds*1000; const t=performance.now(); await Promise.all(Array.from({length:16}, async()=>{ while(performance.now()<end){ await one(); n++ } })); console.log(label, (n/((performance.now()-t)/1000)).toFixed(0)+'/s') }

const cpu = async (label:string, n:number, fn:()=>Promise<unknown>) => { for(let i=0;i<n/2;i++) await fn(); const a=process.cpuUsage(); for(let i=0;i<n;i++) await fn(); const b=process.cpuUsage(a); console.log(label, ((b.user+b.system)/1000/n).toFixed(2),'cpu ms') }
await run('warm',2)
await cpu('report', 200, one)
const saved = { ...jobs }
jobs['incident.reported']=[]; await cpu('report without jobs',200, one)
const st = await import(R+'api/alert/alarm-store.ts'); const ds = await import(R+'api/alert/delivery-store.ts')
await db.inBoard({organisationId: demoBoard.organisationId}, async (tx:any)=>{ 
 const rid = (await tx.sql.execute('select id from report limit 1')).rows[0].id
 await cpu('select 1', 200, ()=>tx.sql.execute('select 1'))
 await cpu('holders', 200, ()=>st.findHolders(tx,null,clock.now()))
 await cpu('reporters', 200, ()=>ds.findReporters(tx,{incidentId:rid,reportId:rid}))
 await cpu('insertAlarm', 200, ()=>st.insertAlarm(tx,{organisationId:tx.organisationId,id:v7(),incidentId:v7(),ladder:[],startedAt:clock.now()},'ring',{step:1,at:clock.now()}))
 const rows=()=>[1,2,3,4,5].map(()=>({organisationId:tx.organisationId,id:v7(),incidentId:v7(),alarmId:v7(),personId:v7(),identityId:v7(),recipientRole:'dpo',channel:'push',stage:'ring',state:'queued',attempts:0,answer:null,createdAt:clock.now(),nextAttemptAt:clock.now(),settledAt:null}))
 await cpu('insertDeliveries5', 200, ()=>ds.insertDeliveries(tx, rows()))
 const sch = await import(R+'api/db/schema.ts')
 await cpu('plain insert deliveries', 200, ()=>tx.sql.insert(sch.delivery).values(rows()))
 await cpu('plain insert 1', 200, ()=>tx.sql.insert(sch.alarmDue).values({organisationId:tx.organisationId,kind:'alarm',subjectId:v7(),incidentId:v7(),nextAt:clock.now(),step:1}))
})
await db.close()
