import type { Module } from '../module.ts'

export const whatHappensNext: Module = {
  id: 'what-happens-next',
  version: 1,
  title: { nl: 'Wat gebeurt er daarna?', en: 'What happens next?' },
  intro: {
    nl: 'Hierna weet je wat er met je melding gebeurt, hoe de 72 uur lopen en wie met wie praat. Zo weet je ook wat je beter aan het team overlaat.',
    en: 'After this you know what happens to your report, how the 72 hours run and who speaks to whom. So you also know what is best left to the team.',
  },
  minutes: 5,
  questions: [
    {
      id: 'what-happens-next-01',
      idea: 'clockRuns',
      roles: 'all',
      scenario: {
        nl: 'Vrijdag om half vijf ’s middags ontdek je dat je tas met toetsen weg is. Je meldt het meteen. Stel dat de school dit bij de Autoriteit Persoonsgegevens (AP) moet melden.',
        en: 'Friday at half past four in the afternoon you find that your bag with tests is gone. You report at once. Suppose the school must notify the Dutch data protection authority (AP).',
      },
      ask: { nl: 'Tot wanneer heeft het team daarvoor?', en: 'Until when does the team have for that?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Tot woensdag half vijf: het zijn drie werkdagen', en: 'Until Wednesday half past four: it is three working days' },
          right: false,
          feedback: {
            nl: 'De wet telt gewone uren. Zaterdag en zondag tellen mee, en vakanties ook.',
            en: 'The law counts plain hours. Saturday and Sunday count, and so do holidays.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Tot maandag half vijf: 72 uur, het weekend telt mee', en: 'Until Monday half past four: 72 hours, the weekend counts' },
          right: true,
          feedback: {
            nl: 'Vanaf jouw ontdekking zijn het hooguit 72 uur, dag en nacht. Daarom gaat er ook in het weekend een seintje.',
            en: 'From your discovery it is 72 hours at most, day and night. That is why the alert goes out at weekends too.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Tot donderdag negen uur: de FG leest maandag', en: 'Until Thursday nine: the DPO reads it on Monday' },
          right: false,
          feedback: {
            nl: 'Jij bent ook de school. Weet jij het, dan weet de school het en loopt de tijd.',
            en: 'You are the school too. If you know, the school knows and time runs.',
          },
        },
      ],
      doNow: {
        nl: 'Zet in je melding altijd wanneer je het ontdekte. Daar begint alles mee.',
        en: 'Always put in your report when you discovered it. Everything starts there.',
      },
      sources: [{ seed: '001', chapter: 'H9' }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'what-happens-next-02',
      idea: 'teamSpeaks',
      roles: 'all',
      scenario: {
        nl: 'Gisteren is op jouw school een laptop gestolen. Een journalist belt je mobiel: “Klopt het dat er dossiers van kinderen op stonden? Ik hoef je naam niet te noemen.”',
        en: 'Yesterday a laptop was stolen at your school. A journalist rings your mobile: “Is it true that it held files about children? I need not use your name.”',
      },
      ask: { nl: 'Wat zeg je?', en: 'What do you say?' },
      options: [
        {
          id: 'a',
          text: { nl: '“Ik noteer uw naam en nummer. U wordt teruggebeld.”', en: '“I will take your name and number. Someone will call you back.”' },
          right: true,
          feedback: {
            nl: 'Alleen het incidententeam praat met de buitenwereld. Jij geeft de vraag meteen door aan het team.',
            en: 'Only the incident team talks to the outside world. You pass the question on to the team at once.',
          },
        },
        {
          id: 'b',
          text: {
            nl: '“Er stond niets bijzonders op, dus u kunt ouders geruststellen.”',
            en: '“There was nothing special on it, so you can put parents at ease.”',
          },
          right: false,
          feedback: {
            nl: 'Goed bedoeld, maar je weet het niet zeker. Blijkt het anders, dan geloven ouders de school minder.',
            en: 'Well meant, but you are not sure. If it turns out otherwise, parents will trust the school less.',
          },
        },
        {
          id: 'c',
          text: { nl: '“Ja, maar schrijf erbij dat de school er hard aan werkt.”', en: '“Yes, but do add that the school is working hard on it.”' },
          right: false,
          feedback: {
            nl: 'Nu lezen ouders het in de krant, voor de school het hun vertelt. En een dief weet wat hij heeft.',
            en: 'Now parents read it in the paper before the school tells them. And a thief knows what he has.',
          },
        },
      ],
      doNow: {
        nl: 'Vraagt een ouder ernaar in de app-groep? Doe hetzelfde: geef het door en schrijf er zelf niets over.',
        en: 'Does a parent ask in the chat group? Do the same: pass it on and write nothing about it yourself.',
      },
      sources: [
        { seed: '001', chapter: 'H14' },
        { seed: '001', chapter: 'H5' },
      ],
    },
    {
      id: 'what-happens-next-03',
      idea: 'keepEvidence',
      roles: 'all',
      scenario: {
        nl: 'Je meldde een mail die naar een verkeerde ouder ging. Nu wil je opruimen. De mail staat nog bij Verzonden, en de ouder heeft je geantwoord.',
        en: 'You reported an e-mail that went to a wrong parent. Now you want to tidy up. The e-mail is still under Sent, and the parent has answered you.',
      },
      ask: { nl: 'Wat doe je met die mails?', en: 'What do you do with those e-mails?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Allebei wissen, om het risico op jouw apparaat te stoppen', en: 'Erase both, to take the risk off your own device' },
          right: false,
          feedback: {
            nl: 'Dan kan het team niet meer zien wat erin stond en aan wie het ging. Jouw mailbox is van de school en blijft beveiligd.',
            en: 'Then the team can no longer see what was in it and to whom it went. Your mailbox is the school’s and stays protected.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Doorsturen naar collega’s, als leerzaam voorbeeld', en: 'Forward them to colleagues, as an example to learn from' },
          right: false,
          feedback: {
            nl: 'Dan lezen nog meer mensen mee. Leren kan straks, zonder de echte gegevens.',
            en: 'Then even more people read it. Learning can come later, without the real data.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Laten staan en de vragen van de FG afwachten', en: 'Leave them and await the questions of the DPO' },
          right: true,
          feedback: {
            nl: 'Ze zijn bewijs. De FG vraagt je misschien hoe laat het was en wat de ouder schreef.',
            en: 'They are evidence. The DPO may ask you what time it was and what the parent wrote.',
          },
        },
      ],
      doNow: {
        nl: 'Kijk in Seintje bij je melding of er een vraag voor je staat.',
        en: 'Look at your report in Seintje to see whether there is a question for you.',
      },
      sources: [{ seed: '001', chapter: 'H6' }, { law: 'AVG 33(5)' }],
    },
    {
      id: 'what-happens-next-04',
      idea: 'peopleAreTold',
      roles: ['teacher', 'care', 'schoolLead'],
      scenario: {
        nl: 'Het zorgdossier van Yara is uitgelekt. Yara is zeventien. Het team besluit dat het verteld moet worden.',
        en: 'Yara’s care file has leaked. Yara is seventeen. The team decides that it must be told.',
      },
      ask: { nl: 'Voor wie is het bericht bedoeld?', en: 'For whom is the message meant?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Voor haar ouders, omdat ze nog geen achttien is', en: 'For her parents, because she is not eighteen yet' },
          right: false,
          feedback: {
            nl: 'Voor privacy ligt de grens bij zestien. Onder de zestien gaat het bericht naar de ouders.',
            en: 'For privacy the limit lies at sixteen. Under sixteen the message goes to the parents.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Voor Yara zelf, en haar ouders zoals de school heeft afgesproken', en: 'For Yara herself, and her parents as the school has agreed' },
          right: true,
          feedback: {
            nl: 'Vanaf zestien beslis je zelf over je gegevens. Ze krijgt het in gewone taal, met wat ze zelf kan doen.',
            en: 'From sixteen you decide about your own data. She gets it in plain words, with what she can do herself.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'Voor haar mentor, die het op een rustig moment met haar bespreekt',
            en: 'For her mentor, who will talk it over with her at a quiet moment',
          },
          right: false,
          feedback: {
            nl: 'Een gesprek is fijn, maar komt erbij. De school vertelt het haar schriftelijk en rechtstreeks.',
            en: 'A talk is kind, but comes on top. The school tells her in writing and directly.',
          },
        },
      ],
      doNow: {
        nl: 'Vertel het zelf nog aan niemand. Het team stuurt het bericht en jij kunt daarna steunen.',
        en: 'Tell nobody yet yourself. The team sends the message and you can lend support afterwards.',
      },
      sources: [{ seed: '004', chapter: '5' }, { seed: '001', chapter: 'H12' }, { law: 'AVG 34(1)' }, { law: 'UAVG 5' }],
    },
    {
      id: 'what-happens-next-05',
      idea: 'notifyInParts',
      roles: ['schoolLead', 'board'],
      scenario: {
        nl: 'Zestig uur na een hack is veel nog onduidelijk. Hoeveel leerlingen het raakt, weet niemand. Het team vindt wel dat de AP het moet weten.',
        en: 'Sixty hours after a hack much is still unclear. Nobody knows how many pupils it touches. The team does think that the authority must know.',
      },
      ask: { nl: 'Wat is de juiste volgorde?', en: 'What is the right order?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Eerst alles uitzoeken, dan één volledige melding', en: 'First find out everything, then notify in full' },
          right: false,
          feedback: {
            nl: 'Te laat met uitleg is voor als het echt niet anders kan. Hier kan het op tijd, want onvolledig melden mag.',
            en: 'Late with reasons is for when there is no other way. Here it can be in time, as an incomplete notification is allowed.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Eerst de ouders inlichten, en bij de AP melden zodra iedereen het weet',
            en: 'First tell the parents, and notify the authority once everyone knows',
          },
          right: false,
          feedback: {
            nl: 'Mensen eerder inlichten mag. Maar de 72 uur voor de AP wachten daar niet op.',
            en: 'Telling people sooner is allowed. But the 72 hours for the authority do not wait for it.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Nu melden wat bekend is, en de rest later aanvullen', en: 'Notify now what is known, and supplement the rest later' },
          right: true,
          feedback: {
            nl: 'De wet laat melden in delen toe. Blijkt het mee te vallen, dan kan de melding ook weer worden ingetrokken.',
            en: 'The law allows notifying in parts. If it turns out well, the notification can be withdrawn too.',
          },
        },
      ],
      doNow: {
        nl: 'Zorg dat je vannacht bereikbaar bent. Leden van het team maken 96 uur vrij.',
        en: 'Make sure that you can be reached tonight. Members of the team clear 96 hours.',
      },
      sources: [{ seed: '001', chapter: 'H9' }, { seed: '001', chapter: 'H5' }, { law: 'AVG 33(4)' }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'what-happens-next-06',
      idea: 'sensitiveToAuthority',
      roles: ['ict', 'board'],
      scenario: {
        nl: 'Bij een leverancier is brand geweest. Alle resultaten van jullie leerlingen zijn weg. Een back-up blijkt er niet te zijn. Niemand heeft iets gelezen.',
        en: 'There was a fire at a supplier. All results of your pupils are gone. There turns out to be no back-up. Nobody read anything.',
      },
      ask: { nl: 'Gaat dit naar de AP?', en: 'Does this go to the authority?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Ja, want gevoelige gegevens zijn voorgoed verloren', en: 'Yes, because sensitive data were lost for good' },
          right: true,
          feedback: {
            nl: 'Kwijt zonder kopie is een datalek. Prestaties op school zijn gevoelig, en dan zegt het handboek: melden bij de AP.',
            en: 'Lost without a copy is a breach. School results are sensitive, and then the handbook says: notify the authority.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Nee, want er heeft geen onbevoegde meegekeken', en: 'No, because nobody saw them without the right' },
          right: false,
          feedback: {
            nl: 'Ook verlies is een datalek. Leerlingen kunnen er last van hebben, bijvoorbeeld bij een overgang.',
            en: 'Loss is a breach too. Pupils may suffer from it, when moving up a class for instance.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Nee, want een brand bij een ander is overmacht', en: 'No, because a fire is beyond our control' },
          right: false,
          feedback: {
            nl: 'Schuld maakt voor het melden niet uit. De school is verantwoordelijk voor haar gegevens, ook elders.',
            en: 'Fault makes no difference for notifying. The school is responsible for its data, elsewhere too.',
          },
        },
      ],
      doNow: {
        nl: 'Vraag elke leverancier wanneer hij het terugzetten van een back-up voor het laatst oefende.',
        en: 'Ask each supplier when it last practised restoring a back-up.',
      },
      sources: [{ seed: '001', chapter: 'H8.1', example: 13 }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'what-happens-next-07',
      idea: 'keepEvidence',
      roles: ['administration', 'caretaker', 'ict'],
      scenario: {
        nl: 'Op de computer bij de balie staat ineens een zwart scherm: “Uw bestanden zijn versleuteld. Betaal.” In de gang staan ouders te wachten.',
        en: 'The computer at the desk suddenly shows a black screen: “Your files are encrypted. Pay.” Parents are waiting in the corridor.',
      },
      ask: { nl: 'Wat doe je als eerste?', en: 'What do you do first?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De computer uitzetten, om verdere schade te voorkomen', en: 'Switch the computer off, to prevent further harm' },
          right: false,
          feedback: {
            nl: 'Logisch gedacht, want je wilt het stoppen. Maar bij uitzetten verdwijnen sporen uit het geheugen.',
            en: 'A sensible thought, as you want to stop it. But switching off wipes traces from the memory.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Van het netwerk halen, aan laten staan en ICT bellen', en: 'Take it off the network, leave it on and call ICT' },
          right: true,
          feedback: {
            nl: 'Zo kan het zich niet verspreiden en blijft het spoor bewaard. Een foto van het scherm helpt ook.',
            en: 'So it cannot spread and the trace is kept. A photo of the screen helps too.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'De ouders vertellen wat er aan de hand is, zodat ze thuis opletten',
            en: 'Tell the parents what is going on, so that they take care at home',
          },
          right: false,
          feedback: {
            nl: 'Vertellen gebeurt, als dat nodig is, door het team. Nu weet nog niemand wat er geraakt is.',
            en: 'Telling is done by the team, if needed. Nobody knows yet what was hit.',
          },
        },
      ],
      doNow: {
        nl: 'Trek de netwerkkabel los of zet wifi uit. Meld in Seintje op je telefoon.',
        en: 'Pull out the network cable or switch wifi off. Report in Seintje on your phone.',
      },
      sources: [
        { seed: '001', chapter: 'H4' },
        { seed: '001', chapter: 'H7.2' },
      ],
    },
    {
      id: 'what-happens-next-08',
      idea: 'newFacts',
      roles: 'all',
      scenario: {
        nl: 'Maandag meldde je dat een map met verslagen weg was. Woensdag geeft de chauffeur van de schoolbus hem terug. De map lag onder een stoel en lijkt compleet.',
        en: 'On Monday you reported that a folder with reports was gone. On Wednesday the school bus driver returns it. It lay under a seat and seems complete.',
      },
      ask: { nl: 'Wat doe je met dit nieuws?', en: 'What do you do with this news?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Niets: het is goed afgelopen en de melding is klaar.', en: 'Nothing: it ended well and the report is done.' },
          right: false,
          feedback: {
            nl: 'Het team werkt misschien nog aan een brief of een melding bij de AP. Dit nieuws verandert dat.',
            en: 'The team may still be working on a letter or a notification. This news changes that.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je vraagt het team om de melding te wissen.', en: 'You ask the team to erase the report.' },
          right: false,
          feedback: {
            nl: 'Wat gebeurd is, blijft vastgelegd. De map was twee dagen ergens waar anderen kwamen.',
            en: 'What happened stays recorded. For two days the folder was where others came.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je zet het bij je melding, met dag en uur.', en: 'You add it to your report, with day and hour.' },
          right: true,
          feedback: {
            nl: 'Een nieuw feit kan het oordeel veranderen, naar twee kanten. Niets wordt overschreven; het komt erbij.',
            en: 'A new fact may change the verdict, either way. Nothing is overwritten; it is added.',
          },
        },
      ],
      doNow: {
        nl: 'Open je melding en stuur een bericht. Wat er al stond, blijft staan.',
        en: 'Open your report and send a message. What it said already stays.',
      },
      sources: [{ seed: '001', chapter: 'H6' }, { law: 'AVG 33(4)' }],
    },
    {
      id: 'what-happens-next-09',
      idea: 'peopleAreTold',
      roles: ['teacher', 'schoolLead', 'board'],
      scenario: {
        nl: 'De ledenlijst van het schoolkoor is kwijt, met adressen en mail. De kans op schade is klein. Het team besloot al over de AP. Nu gaat het over de koorleden: de wet verplicht hier niet om hen in te lichten.',
        en: 'The list of the school choir is lost, with addresses and e-mail. Harm is unlikely. The team has already decided about the authority. Now it is about the choir: the law does not oblige telling them here.',
      },
      ask: { nl: 'Wat kan het team doen?', en: 'What can the team do?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het de koorleden toch kort vertellen', en: 'Tell the choir members briefly all the same' },
          right: true,
          feedback: {
            nl: 'Dit mag altijd. Mensen kunnen dan opletten bij vreemde mail, en ze merken dat de school eerlijk is.',
            en: 'This is always allowed. People can watch out for odd e-mail, and see that the school is honest.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het hierbij laten en opschrijven waarom', en: 'Leave it at this and write down why' },
          right: true,
          feedback: {
            nl: 'Dit mag ook, omdat het risico laag is. De redenen staan dan in het register.',
            en: 'This is allowed too, because the risk is low. The reasons then stand in the register.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Wachten, en het alleen vertellen aan wie ernaar vraagt', en: 'Wait, and tell only those who ask about it' },
          right: false,
          feedback: {
            nl: 'Dan hoort de een het wel en de ander niet. Het team kiest voor de hele groep en legt dat vast.',
            en: 'Then one hears it and another does not. The team chooses for the whole group and records that.',
          },
        },
      ],
      bothCanBeRight: {
        nl: 'De wet verplicht tot vertellen bij een hoog risico. Daaronder is er ruimte: het mag, het hoeft niet. Bij een christelijk koor ligt het anders. Dan zegt de lijst iets over geloof, en vertelt de school het wel.',
        en: 'The law obliges telling when the risk is high. Below that there is room: one may, one need not. With a Christian choir it is different. Then the list says something about belief, and the school does tell.',
      },
      doNow: {
        nl: 'Laat de keuze bij het team en stuur zelf nog niets rond.',
        en: 'Leave the choice to the team and send nothing round yourself yet.',
      },
      sources: [{ seed: '001', chapter: 'H11', example: 20 }, { seed: '001', chapter: 'H11', example: 21 }, { law: 'AVG 34(1)' }],
    },
    {
      id: 'what-happens-next-10',
      idea: 'allIsRecorded',
      roles: ['administration', 'ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'Een brief over een rapportgesprek ging naar het buurhuis en kwam geopend terug. Het team noemt het een klein datalek, zonder risico. De AP hoeft het niet te weten.',
        en: 'A letter about a report meeting went to the house next door and came back opened. The team calls it a small breach, without risk. The authority need not know.',
      },
      ask: { nl: 'Wat blijft ervan bewaard?', en: 'What is kept of it?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een regel in het register, met de redenen', en: 'An entry in the register, with the reasons' },
          right: true,
          feedback: {
            nl: 'Elk datalek wordt vastgelegd, gemeld of niet: wat er was, de gevolgen en wat de school deed. De AP kan erom vragen.',
            en: 'Every breach is documented, notified or not: what it was, the effects and what the school did. The authority may ask for it.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een aantekening in het dossier van de verzender', en: 'A note in the staff file of whoever sent the letter' },
          right: false,
          feedback: {
            nl: 'Een melding gaat over beveiliging, nooit over beoordelen. Wie meldde, blijft zelfs voor de meeste mensen verborgen.',
            en: 'A report is about security, never about appraisal. Who reported even stays hidden from most people.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Alleen de melding, tot het eind van het schooljaar', en: 'Only the report, until the end of the school year' },
          right: false,
          feedback: {
            nl: 'De melding alleen is te weinig. Het oordeel en de redenen horen er ook bij, minstens een jaar.',
            en: 'The report alone is too little. The verdict and the reasons belong to it too, for a year at least.',
          },
        },
      ],
      doNow: {
        nl: 'Meld ook kleine dingen. Uit veel kleine leert de school het meest.',
        en: 'Report small things too. From many small ones the school learns most.',
      },
      sources: [{ seed: '001', chapter: 'H15' }, { law: 'AVG 33(5)' }],
    },
    {
      id: 'what-happens-next-11',
      idea: 'peopleAreTold',
      roles: ['administration', 'care'],
      scenario: {
        nl: 'Vreemden zagen wachtwoorden van leerlingen voor een leerapp. Het team schrijft de ouders. Er liggen drie beginregels voor.',
        en: 'Strangers saw pupils’ passwords for a learning app. The team writes to the parents. There are three opening lines.',
      },
      ask: { nl: 'Welk begin past bij zo’n brief?', en: 'Which opening fits such a letter?' },
      options: [
        {
          id: 'a',
          text: {
            nl: '“Er heeft zich een inbreuk in verband met persoonsgegevens voorgedaan bij een verwerker.”',
            en: '“A personal data breach has occurred in the environment of one of our processors.”',
          },
          right: false,
          feedback: {
            nl: 'Juridisch klopt het. Maar een ouder weet na deze zin nog niet wat er is gebeurd of wat te doen.',
            en: 'Legally it is right. But after this sentence a parent does not know what happened or what to do.',
          },
        },
        {
          id: 'b',
          text: {
            nl: '“Er was een klein technisch probleem met een leerapp. Alles is intussen weer veilig.”',
            en: '“There was a small technical problem with a learning app. All is safe again by now.”',
          },
          right: false,
          feedback: {
            nl: 'Vriendelijk, maar het verzwijgt het belangrijkste. Nu verandert niemand zijn wachtwoord.',
            en: 'Friendly, but it leaves out what matters most. Now nobody changes their password.',
          },
        },
        {
          id: 'c',
          text: {
            nl: '“Vreemden zagen het wachtwoord van uw kind. Verander het vandaag, overal waar het gebruikt wordt.”',
            en: '“Strangers saw your child’s password. Change it today, wherever it is used.”',
          },
          right: true,
          feedback: {
            nl: 'Wat er is gebeurd en wat iemand zelf kan doen, in gewone woorden. Daarna volgt wat de school deed en waar je terechtkunt.',
            en: 'What happened and what one can do, in plain words. Then follows what the school did and where to turn.',
          },
        },
      ],
      doNow: {
        nl: 'Krijg je vragen over zo’n brief? Verwijs naar de FG; die staat eronder.',
        en: 'Do you get questions about such a letter? Refer to the DPO, who is named in it.',
      },
      sources: [{ seed: '001', chapter: 'H12', example: 23 }, { law: 'AVG 34(2)' }, { law: 'AVG 12(1)' }],
    },
    {
      id: 'what-happens-next-12',
      idea: 'lostIsBreach',
      roles: ['ict'],
      scenario: {
        nl: 'Een versleutelde laptop is gestolen. De sleutel is veilig. Er stonden tweehonderd rekeningnummers van het personeel op, en daarvan bestaat geen kopie.',
        en: 'An encrypted laptop was stolen. The key is safe. It held two hundred bank account numbers of staff, and there is no copy of those.',
      },
      ask: { nl: 'Wat zegt dit over het inlichten van de collega’s?', en: 'What does this say about telling the colleagues?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het is overbodig: alles is onleesbaar.', en: 'It is needless: everything is unreadable.' },
          right: false,
          feedback: {
            nl: 'Tegen meelezen helpt versleuteling. Tegen verlies helpt alleen een kopie, en die ontbreekt.',
            en: 'Encryption helps against reading. Against loss only a copy helps, and there is none.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het is nodig, want de gegevens zelf zijn weg.', en: 'It is needed, because the data themselves are gone.' },
          right: true,
          feedback: {
            nl: 'De school moet de nummers opnieuw vragen en waarschuwen dat het salaris later kan komen.',
            en: 'The school must ask for the numbers again and warn that pay may come late.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Het kan wachten tot de politie de laptop heeft gevonden.', en: 'It can wait until the police have found the laptop.' },
          right: false,
          feedback: {
            nl: 'Wachten mag alleen als een onderzoek er echt om vraagt, en maar kort. De salarissen wachten niet.',
            en: 'Waiting is allowed only if an inquiry truly asks for it, and briefly. Salaries do not wait.',
          },
        },
      ],
      doNow: {
        nl: 'Bewaar werk op de plek waar de school een back-up van maakt.',
        en: 'Keep work in the place that the school backs up.',
      },
      sources: [{ seed: '001', chapter: 'H11', example: 16 }, { law: 'AVG 34(3)' }],
    },
    {
      id: 'what-happens-next-13',
      idea: 'anyHour',
      roles: ['teacher', 'care', 'caretaker'],
      scenario: {
        nl: 'Zondagnacht, één uur. Je hebt net een melding verstuurd. Je ligt wakker: leest iemand dit wel, of had je moeten bellen?',
        en: 'One o’clock on Sunday night. You have just sent a report. You lie awake: does anyone read this, or should you have called?',
      },
      ask: { nl: 'Wat gebeurt er met je melding?', en: 'What happens to your report?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'De FG krijgt nu een seintje, en zo nodig volgen anderen.',
            en: 'The DPO is alerted now, and others follow if needed.',
          },
          right: true,
          feedback: {
            nl: 'Pakt niemand het op, dan krijgen ook een vervanger en de voorzitter een seintje. In de app zie je wanneer iemand het zag.',
            en: 'If nobody takes it up, a deputy and the chair are alerted too. In the app you see when someone saw it.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'De FG leest alles maandagochtend, op volgorde van tijd.',
            en: 'The DPO reads all on Monday morning, in order of time.',
          },
          right: false,
          feedback: {
            nl: 'Dan was er al veel tijd voorbij. Het seintje gaat daarom op elk uur uit.',
            en: 'By then much time would be gone. So the alert goes out at any hour.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'De AP krijgt je melding ook en beslist of iemand belt.',
            en: 'The authority gets it too and decides whether to call.',
          },
          right: false,
          feedback: {
            nl: 'De AP krijgt jouw melding niet. Alleen het team meldt daar, na een oordeel.',
            en: 'The authority does not get your report. Only the team notifies it, after a verdict.',
          },
        },
      ],
      doNow: {
        nl: 'Is het nog bezig of erg dringend? Bel dan ook. Het nummer staat in Seintje.',
        en: 'Is it still going on or very urgent? Then call as well. The number is in Seintje.',
      },
      sources: [
        { seed: '001', chapter: 'H4' },
        { seed: '001', chapter: 'H5' },
      ],
    },
  ],
}
