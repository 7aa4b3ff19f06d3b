import type { Module } from '../module.ts'

export const spotIt: Module = {
  id: 'spot-it',
  version: 1,
  title: { nl: 'Herken het', en: 'Spot it' },
  intro: {
    nl: 'Hierna zie je sneller wat er mis is: in een mail, een deelvenster, een kamer of een verzoek. Je kijkt eerst zelf. Daarna wijzen we de signalen aan.',
    en: 'After this you see sooner what is wrong: in an e-mail, a share window, a room or a request. You look first. Then we point out the signs.',
  },
  minutes: 5,
  questions: [
    {
      id: 'spot-it-01',
      idea: 'phishing',
      roles: 'all',
      scenario: {
        nl: 'Dinsdagochtend, tien minuten voor je eerste afspraak. Deze mail staat bovenaan. Je werkt bij De Waterlelie.',
        en: 'Tuesday morning, ten minutes before your first appointment. This e-mail is on top. You work at De Waterlelie.',
      },
      artefact: {
        kind: 'mail',
        label: { nl: 'Mail in je postvak', en: 'E-mail in your inbox' },
        parts: [
          {
            id: 'from',
            what: 'from',
            text: { nl: 'ICT De Waterlelie <helpdesk@waterlelie-postvak.example>', en: 'ICT De Waterlelie <helpdesk@waterlelie-postvak.example>' },
            clue: {
              nl: 'De naam klopt, het adres niet. De school mailt vanaf waterlelie.example.',
              en: 'The name is right, the address is not. The school mails from waterlelie.example.',
            },
          },
          {
            id: 'subject',
            what: 'subject',
            text: { nl: 'Je postvak wordt vandaag om 10.00 uur gesloten', en: 'Your mailbox closes today at 10:00' },
            clue: { nl: 'Haast. Wie haast heeft, kijkt minder goed.', en: 'Hurry. Whoever hurries looks less well.' },
          },
          {
            id: 'greeting',
            what: 'body',
            text: { nl: 'Beste gebruiker,', en: 'Dear user,' },
            clue: {
              nl: 'Je naam ontbreekt. Op zichzelf zegt dat weinig: een goede vervalsing kent je naam.',
              en: 'Your name is missing. That alone says little: a good forgery knows your name.',
            },
          },
          {
            id: 'body',
            what: 'body',
            text: {
              nl: 'Je postvak is vol. Bevestig je account, anders gaan je berichten verloren.',
              en: 'Your mailbox is full. Confirm your account, or your messages will be lost.',
            },
            clue: { nl: 'Dreigen met verlies, en vragen om je account.', en: 'A threat of loss, and a request for your account.' },
          },
          {
            id: 'link',
            what: 'link',
            text: { nl: 'Account bevestigen (https://inloggen.postvak-vol.example)', en: 'Confirm account (https://inloggen.postvak-vol.example)' },
            clue: { nl: 'De link gaat naar een plek die niet van de school is.', en: 'The link leads to a place that is not the school’s.' },
          },
        ],
      },
      ask: { nl: 'Wat doe je met deze mail?', en: 'What do you do with this e-mail?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De link openen om te zien of de pagina echt lijkt', en: 'Open the link to see whether the page looks real' },
          right: false,
          feedback: {
            nl: 'Een valse pagina lijkt vaak precies echt. Alleen openen kan al laten zien dat jouw adres werkt.',
            en: 'A false page often looks exactly real. Opening it alone may show that your address works.',
          },
        },
        {
          id: 'b',
          text: { nl: 'De mail bewaren en melden als verdacht', en: 'Keep the e-mail and report it as suspicious' },
          right: true,
          feedback: {
            nl: 'Jouw melding waarschuwt het team voor de collega’s die dezelfde mail kregen. De mail zelf is bewijs.',
            en: 'Your report warns the team about the colleagues who got the same e-mail. The e-mail itself is evidence.',
          },
        },
        {
          id: 'c',
          text: { nl: 'De mail weggooien en doorgaan met je dag', en: 'Throw the e-mail away and go on with your day' },
          right: false,
          feedback: {
            nl: 'Jij bent dan veilig. Een collega met minder tijd klikt misschien wel, en dan weet het team van niets.',
            en: 'Then you are safe. A colleague with less time may click, and the team knows nothing.',
          },
        },
      ],
      doNow: {
        nl: 'Klik nergens op. Meld de mail en bel ICT als je al iets invulde.',
        en: 'Click on nothing. Report the e-mail, and call ICT if you filled in anything.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 32(2)' }],
    },
    {
      id: 'spot-it-02',
      idea: 'phishing',
      roles: 'all',
      scenario: {
        nl: 'Je tikte op een link in een bericht. Er opent een pagina die lijkt op het inlogscherm van school. Je hebt nog niets ingevuld.',
        en: 'You tapped a link in a message. A page opens that looks like the school’s sign-in screen. You have filled in nothing yet.',
      },
      artefact: {
        kind: 'phishingPage',
        label: { nl: 'De pagina in je browser', en: 'The page in your browser' },
        parts: [
          {
            id: 'address',
            what: 'address',
            text: { nl: 'https://waterlelie.example.inloggen-school.example', en: 'https://waterlelie.example.inloggen-school.example' },
            clue: {
              nl: 'Kijk naar het laatste stuk: inloggen-school.example. Dat is een ander dan waterlelie.example.',
              en: 'Look at the last part: inloggen-school.example. That is another than waterlelie.example.',
            },
          },
          {
            id: 'lock',
            what: 'sign',
            text: { nl: 'Een slotje voor het adres', en: 'A padlock before the address' },
            clue: {
              nl: 'Een slotje zegt alleen dat de verbinding versleuteld is. Ook een oplichter heeft er een.',
              en: 'A padlock only says that the connection is encrypted. A fraudster has one too.',
            },
          },
          {
            id: 'heading',
            what: 'heading',
            text: { nl: 'De Waterlelie: je sessie is verlopen', en: 'De Waterlelie: your session has expired' },
            clue: { nl: 'Logo en kleuren zijn zo nagemaakt.', en: 'Logo and colours are easily copied.' },
          },
          { id: 'user', what: 'field', text: { nl: 'Gebruikersnaam', en: 'User name' } },
          { id: 'password', what: 'field', text: { nl: 'Wachtwoord', en: 'Password' } },
          {
            id: 'code',
            what: 'field',
            text: { nl: 'Code uit je app', en: 'Code from your app' },
            clue: { nl: 'Ook je code willen ze hebben. Daarmee komen ze meteen binnen.', en: 'They want your code as well. With it they get in at once.' },
          },
          { id: 'send', what: 'button', text: { nl: 'Verder', en: 'Continue' } },
        ],
      },
      ask: { nl: 'Wat doe je op deze pagina?', en: 'What do you do on this page?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een verkeerd wachtwoord proberen als test', en: 'Try a wrong password as a test' },
          right: false,
          feedback: {
            nl: 'Een valse pagina zegt ook gewoon dat het fout is. En ze heeft je gebruikersnaam.',
            en: 'A false page will also just say that it is wrong. And it has your user name.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Inloggen, omdat het slotje laat zien dat de verbinding veilig is',
            en: 'Sign in, because the padlock shows that the connection is safe',
          },
          right: false,
          feedback: {
            nl: 'De verbinding is veilig, maar met wie? Het adres hoort niet bij de school.',
            en: 'The connection is safe, but with whom? The address does not belong to the school.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Sluiten, zelf naar de schoolpagina gaan en dit melden', en: 'Close it, go to the school page yourself and report this' },
          right: true,
          feedback: {
            nl: 'Via je eigen bladwijzer kom je zeker goed uit. Met je melding kan ICT de valse pagina blokkeren.',
            en: 'Your own bookmark surely takes you to the right place. With your report ICT can block the false page.',
          },
        },
      ],
      doNow: {
        nl: 'Al iets ingevuld? Verander meteen je wachtwoord op een ander apparaat en bel ICT.',
        en: 'Filled in anything already? Change your password on another device at once and call ICT.',
      },
      sources: [
        { seed: '001', chapter: 'VII-B 6' },
        { seed: '001', chapter: 'H8.1' },
      ],
    },
    {
      id: 'spot-it-03',
      idea: 'shareNarrow',
      roles: ['teacher', 'care'],
      scenario: {
        nl: 'Je zoekt een document in de map van je team. Bij een zorgplan zie je dit deelvenster staan.',
        en: 'You look for a document in your team’s folder. At a support plan you see this share window.',
      },
      artefact: {
        kind: 'shareDialog',
        label: { nl: 'Delen: Zorgplan leerling groep 7', en: 'Share: Support plan pupil group 7' },
        parts: [
          {
            id: 'who',
            what: 'choice',
            text: { nl: 'Wie heeft toegang: iedereen met de link', en: 'Who has access: anyone with the link' },
            clue: {
              nl: 'Ook mensen buiten de school. Wie de link krijgt, hoeft niet in te loggen.',
              en: 'People outside school too. Whoever gets the link need not sign in.',
            },
          },
          {
            id: 'may',
            what: 'choice',
            text: { nl: 'Mag: bewerken', en: 'May: edit' },
            clue: { nl: 'Iedereen kan het plan ook veranderen of wissen.', en: 'Anyone can also change or erase the plan.' },
          },
          {
            id: 'until',
            what: 'field',
            text: { nl: 'Vervalt op: nooit', en: 'Ends on: never' },
            clue: { nl: 'De link werkt over jaren nog.', en: 'The link will still work in years.' },
          },
          {
            id: 'named',
            what: 'body',
            text: { nl: 'Ook gedeeld met: juf Roos, de intern begeleider', en: 'Also shared with: Ms Roos, the care coordinator' },
          },
          {
            id: 'seen',
            what: 'body',
            text: { nl: 'Geopend: 14 keer door onbekenden', en: 'Opened: 14 times by unknown people' },
            clue: { nl: 'Niemand weet wie dit waren.', en: 'Nobody knows who these were.' },
          },
        ],
      },
      ask: { nl: 'Wat is hier de beste stap?', en: 'What is the best step here?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De link uitzetten, een afdruk van dit venster bewaren en melden', en: 'Turn the link off, keep a picture of this window and report' },
          right: true,
          feedback: {
            nl: 'Nu kan niemand er meer bij. Met de afdruk weet het team sinds wanneer en hoe vaak er is gekeken.',
            en: 'Now nobody can reach it any more. The picture tells the team since when and how often people looked.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het document verwijderen, zodat de link van niemand nog werkt', en: 'Delete the document, so that nobody’s link works any more' },
          right: false,
          feedback: {
            nl: 'Dan is het plan zelf weg, en ook het spoor van wie keek. De link uitzetten is genoeg.',
            en: 'Then the plan itself is gone, and the trace of who looked too. Turning the link off is enough.',
          },
        },
        {
          id: 'c',
          text: { nl: 'De maker een bericht sturen, want die gaat over dit document', en: 'Send its maker a message, because this document is theirs' },
          right: false,
          feedback: {
            nl: 'Aardig, maar tot die tijd blijft het open. Je mag het zelf sluiten en melden.',
            en: 'Kind, but until then it stays open. You may close it yourself and report it.',
          },
        },
      ],
      doNow: {
        nl: 'Kijk in je eigen map bij ‘gedeeld met iedereen’. Zet dat om naar namen.',
        en: 'Look in your own folder for ‘shared with anyone’. Change that to named people.',
      },
      sources: [{ seed: '003', chapter: 'vraag 8' }, { seed: '004', chapter: '10' }, { law: 'AVG 32(2)' }],
    },
    {
      id: 'spot-it-04',
      idea: 'foundCarrier',
      roles: 'all',
      scenario: {
        nl: 'Op de parkeerplaats van school vind je een USB-stick. Bekijk hem goed.',
        en: 'In the school car park you find a USB stick. Have a good look at it.',
      },
      artefact: {
        kind: 'lostStick',
        label: { nl: 'Een USB-stick op de grond', en: 'A USB stick on the ground' },
        parts: [
          {
            id: 'label',
            what: 'sign',
            text: { nl: 'Een etiket: ‘Beoordelingen personeel’', en: 'A label: ‘Staff appraisals’' },
            clue: { nl: 'Misschien echt. Misschien lokaas dat je nieuwsgierig moet maken.', en: 'Perhaps real. Perhaps bait to make you curious.' },
          },
          {
            id: 'key-cord',
            what: 'object',
            text: { nl: 'Een keycord in de kleuren van school', en: 'A lanyard in the school’s colours' },
            clue: { nl: 'Iedereen kan zo’n koord kopen of vinden.', en: 'Anyone can buy or find such a lanyard.' },
          },
          {
            id: 'lock',
            what: 'object',
            text: { nl: 'Geen knopjes of cijfers om hem te ontgrendelen', en: 'No keys or digits to unlock it' },
            clue: {
              nl: 'Waarschijnlijk onversleuteld. Is hij van school, dan is dat ernstig.',
              en: 'Probably unencrypted. If it is the school’s, that is serious.',
            },
          },
          {
            id: 'place',
            what: 'object',
            text: { nl: 'Hij ligt naast het fietsenhok, waar iedereen langskomt.', en: 'It lies by the bicycle shed, where everyone passes.' },
            clue: { nl: 'Onbekend hoelang hij hier lag en wie hem zag.', en: 'Unknown how long it lay here and who saw it.' },
          },
        ],
      },
      ask: { nl: 'Wat doe je met de stick?', en: 'What do you do with the stick?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Even in je laptop steken om te zien van wie hij is', en: 'Put it in your laptop for a moment to see whose it is' },
          right: false,
          feedback: {
            nl: 'Begrijpelijk, je wilt helpen. Maar er kan schadelijke software op staan, en je leest gegevens van anderen.',
            en: 'Understandable, you want to help. But it may hold harmful software, and you would read data of others.',
          },
        },
        {
          id: 'b',
          text: { nl: 'In de bak met gevonden voorwerpen leggen', en: 'Put it in the lost property box' },
          right: false,
          feedback: {
            nl: 'Uit die bak kan iedereen hem meenemen. Dan ligt hij nog steeds open en bloot.',
            en: 'Anyone can take it from that box. Then it still lies in the open.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Dicht in een envelop aan ICT geven en melden', en: 'Give it to ICT in a closed envelope and report it' },
          right: true,
          feedback: {
            nl: 'ICT kan hem veilig bekijken. Jij meldt waar, wanneer en hoe je hem vond.',
            en: 'ICT can look at it safely. You report where, when and how you found it.',
          },
        },
      ],
      doNow: {
        nl: 'Meld de vondst. Zet de plaats en de tijd erbij, en aan wie je hem gaf.',
        en: 'Report the find. Add the place and time, and whom you gave it to.',
      },
      sources: [
        { seed: '001', chapter: 'VII-B 6' },
        { seed: '001', chapter: 'H7.2' },
      ],
    },
    {
      id: 'spot-it-05',
      idea: 'paperCounts',
      roles: ['administration', 'caretaker'],
      scenario: {
        nl: 'Je loopt na vijven langs de administratie. De schoonmaak is bezig en er is verder niemand. Kijk rond.',
        en: 'After five you walk past the school office. The cleaners are at work and nobody else is there. Look around.',
      },
      artefact: {
        kind: 'fileRoom',
        label: { nl: 'De administratie, kwart over vijf', en: 'The school office, a quarter past five' },
        parts: [
          {
            id: 'cabinet',
            what: 'object',
            text: { nl: 'De dossierkast is op slot. De sleutel ligt erbovenop.', en: 'The file cabinet is locked. The key lies on top of it.' },
            clue: { nl: 'Een slot met de sleutel erbij houdt niemand tegen.', en: 'A lock with its key beside it stops nobody.' },
          },
          {
            id: 'printer',
            what: 'object',
            text: { nl: 'In de printer ligt een brief over een schorsing.', en: 'In the printer lies a letter about a suspension.' },
            clue: { nl: 'Vergeten afdrukken leest iedereen die wil kopiëren.', en: 'Forgotten prints are read by everyone who comes to copy.' },
          },
          {
            id: 'screen',
            what: 'object',
            text: { nl: 'Een beeldscherm staat aan, met de leerlingenlijst.', en: 'A screen is on, with the list of pupils.' },
            clue: { nl: 'Zonder vergrendeling kan iemand ook gegevens veranderen.', en: 'Without a lock someone can change data as well.' },
          },
          {
            id: 'board',
            what: 'sign',
            text: { nl: 'Aan de muur hangt het lesrooster van alle groepen.', en: 'On the wall hangs the timetable of all classes.' },
          },
          {
            id: 'bin',
            what: 'object',
            text: { nl: 'De container voor papier heeft een klep met een gleuf en een slot.', en: 'The paper bin has a lid with a slot and a lock.' },
          },
        ],
      },
      ask: { nl: 'Wat past het best?', en: 'What fits best?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Alles laten liggen, want schoonmakers hebben getekend voor geheimhouding', en: 'Leave it all, because cleaners signed for secrecy' },
          right: false,
          feedback: {
            nl: 'Zo’n belofte is goed. Toch hoeft een schoonmaker deze gegevens niet te zien, en er kan ook een ander langskomen.',
            en: 'Such a promise is good. Yet a cleaner has no need to see these data, and someone else may come by.',
          },
        },
        {
          id: 'b',
          text: { nl: 'De sleutel, de brief en het scherm veilig maken en melden', en: 'Make the key, the letter and the screen safe and report it' },
          right: true,
          feedback: {
            nl: 'Papier en scherm tellen even zwaar. Met een melding kan het team zien of dit vaker gebeurt.',
            en: 'Paper and screen count equally. With a report the team can see whether this happens more often.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Het rooster van de muur halen en de rest morgen bespreken', en: 'Take the timetable off the wall and discuss the rest tomorrow' },
          right: false,
          feedback: {
            nl: 'Een rooster van groepen zegt niets over één leerling. De sleutel, de brief en het scherm wel.',
            en: 'A timetable of classes says nothing about one pupil. The key, the letter and the screen do.',
          },
        },
      ],
      doNow: {
        nl: 'Loop vandaag één keer langs je eigen printer en kast voor je naar huis gaat.',
        en: 'Today, pass by your own printer and cabinet once before you go home.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '001', chapter: 'H7.2', example: 11 }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'spot-it-06',
      idea: 'hiddenAddresses',
      roles: ['teacher', 'administration'],
      scenario: {
        nl: 'Een collega laat trots de mail zien die hij net verstuurde. Jij ziet iets.',
        en: 'A colleague proudly shows the e-mail he just sent. You notice something.',
      },
      artefact: {
        kind: 'mail',
        label: { nl: 'Verstuurde mail', en: 'Sent e-mail' },
        parts: [
          { id: 'from', what: 'from', text: { nl: 'Bram Bosuil <b.bosuil@waterlelie.example>', en: 'Bram Bosuil <b.bosuil@waterlelie.example>' } },
          {
            id: 'to',
            what: 'to',
            text: {
              nl: 'Aan: fam.zilver@post.example, mo.kanters@post.example, lotte@atelier-lotte.example en 19 anderen',
              en: 'To: fam.zilver@post.example, mo.kanters@post.example, lotte@atelier-lotte.example and 19 others',
            },
            clue: { nl: 'Alle ouders zien elkaars adres.', en: 'All parents see each other’s address.' },
          },
          {
            id: 'subject',
            what: 'subject',
            text: { nl: 'Dyslexiegroep: nieuwe tijden', en: 'Dyslexia group: new times' },
            clue: {
              nl: 'Nu weet iedere ouder welke andere kinderen dyslexie hebben. Dat is gevoelig.',
              en: 'Now every parent knows which other children have dyslexia. That is sensitive.',
            },
          },
          {
            id: 'body',
            what: 'body',
            text: { nl: 'Beste ouders, vanaf maandag beginnen we om half negen.', en: 'Dear parents, from Monday we start at half past eight.' },
          },
        ],
      },
      ask: { nl: 'Hoe ernstig is dit?', en: 'How serious is this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Licht: een mailadres is maar een mailadres', en: 'Minor: an e-mail address is just an e-mail address' },
          right: false,
          feedback: {
            nl: 'Los is dat vaak zo. Met dit onderwerp erboven vertelt elk adres iets over de gezondheid van een kind.',
            en: 'On its own that is often so. With this subject above it, each address tells something about a child’s health.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Licht: ouders van één groep kennen elkaar toch al', en: 'Minor: parents of one group know each other anyway' },
          right: false,
          feedback: {
            nl: 'Misschien kennen ze elkaar van het plein. Dat zegt niet dat ze dit van elkaar mogen weten.',
            en: 'Perhaps they know each other from the playground. That does not mean they may know this of each other.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Gevoelig: het onderwerp zegt iets over elk kind', en: 'Sensitive: the subject says something about each child' },
          right: true,
          feedback: {
            nl: 'De adressen en het onderwerp samen maken het ernstig. Dit moet het team vandaag weten.',
            en: 'Addresses and subject together make it serious. The team must know this today.',
          },
        },
      ],
      doNow: {
        nl: 'Trek de mail terug als dat kan, vraag de ouders te wissen en meld samen met je collega.',
        en: 'Recall the e-mail if you can, ask the parents to delete it and report with your colleague.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '001', chapter: 'H11', example: 21 }, { law: 'AVG 9(1)' }],
    },
    {
      id: 'spot-it-07',
      idea: 'rightsFitTask',
      roles: ['ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'Een stagiair begint bij groep 5. Zijn account kan alle leerlingen van de school openen, met zorg, geloof en toetsen. “Dat is bij iedereen zo,” zegt een collega.',
        en: 'A trainee starts in group 5. His account can open every pupil of the school, with care, religion and tests. “It is like that for everyone,” says a colleague.',
      },
      ask: { nl: 'Wat maak je hiervan?', en: 'What do you make of this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De rechten zijn te ruim: beperken, en melden sinds wanneer', en: 'The rights are too wide: narrow them, and report since when' },
          right: true,
          feedback: {
            nl: 'De AP onderzocht dit bij een bestuur met 32 scholen en ongeveer 9.200 leerlingen. Na de voorlopige bevindingen kreeg elke medewerker alleen de eigen groepen.',
            en: 'The authority looked into this at a board of 32 schools and about 9,200 pupils. After its first findings each staff member got only their own groups.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het is handig: bij nood kan iedereen overal bij.', en: 'It is handy: in an emergency all can reach all.' },
          right: false,
          feedback: {
            nl: 'Voor nood bestaat iets beters: een noodknop die hooguit een dag opent. Die vraagt een reden en legt dat vast.',
            en: 'For emergencies there is something better: a button that opens for a day at most. It asks for a reason and records it.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Het kan blijven als de stagiair tekent dat hij niets doorvertelt', en: 'It can stay if the trainee signs that he will pass on nothing' },
          right: false,
          feedback: {
            nl: 'Tekenen is goed, maar neemt het risico niet weg. Wie zijn wachtwoord steelt, heeft nooit getekend.',
            en: 'Signing is good, but does not take the risk away. Whoever steals his password never signed.',
          },
        },
      ],
      doNow: {
        nl: 'Vraag ICT om rechten per groep en per taak. Meld dat het te ruim stond, en sinds wanneer.',
        en: 'Ask ICT for rights per group and per task. Report that it was too wide, and since when.',
      },
      sources: [
        { seed: '000', chapter: '1.3' },
        { seed: '000', chapter: '2.2.3' },
        { seed: '000', chapter: '2.2.5' },
        { seed: '004', chapter: '10' },
        { law: 'AVG 32(1)' },
      ],
    },
    {
      id: 'spot-it-08',
      idea: 'checkOtherWay',
      roles: ['administration', 'schoolLead', 'board'],
      scenario: {
        nl: 'Deze mail komt binnen, schijnbaar van de voorzitter van het bestuur. Ze is vandaag op een congres.',
        en: 'This e-mail comes in, apparently from the chair of the board. She is at a conference today.',
      },
      artefact: {
        kind: 'mail',
        label: { nl: 'Mail van de voorzitter?', en: 'E-mail from the chair?' },
        parts: [
          {
            id: 'from',
            what: 'from',
            text: { nl: 'Mirjam Merel <m.merel@waterlelie.example>', en: 'Mirjam Merel <m.merel@waterlelie.example>' },
            clue: {
              nl: 'Het adres klopt. Maar een afzender kan vervalst zijn, of haar account is gehackt.',
              en: 'The address is right. But a sender can be forged, or her account was hacked.',
            },
          },
          {
            id: 'reply',
            what: 'to',
            text: { nl: 'Antwoord gaat naar: m.merel.bestuur@snelpost.example', en: 'Replies go to: m.merel.bestuur@snelpost.example' },
            clue: { nl: 'Je antwoord gaat ergens anders heen dan naar haar.', en: 'Your reply goes somewhere else than to her.' },
          },
          {
            id: 'subject',
            what: 'subject',
            text: { nl: 'Vertrouwelijk, graag voor twaalf uur', en: 'Confidential, please before noon' },
            clue: { nl: 'Haast en geheim tegelijk.', en: 'Hurry and secret at once.' },
          },
          {
            id: 'body',
            what: 'body',
            text: {
              nl: 'Stuur me de lijst met bankrekeningen van het personeel. Ik zit in overleg en kan nu niet bellen.',
              en: 'Send me the list of staff bank accounts. I am in a meeting and cannot call now.',
            },
            clue: {
              nl: 'Een ongewoon verzoek, en de enige manier om te controleren wordt afgesneden.',
              en: 'An unusual request, and the one way to check is cut off.',
            },
          },
        ],
      },
      ask: { nl: 'Hoe ga je hiermee om?', en: 'How do you handle this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je beantwoordt de mail en vraagt of het echt zo is.', en: 'You reply to the e-mail and ask whether it is really so.' },
          right: false,
          feedback: {
            nl: 'Dan antwoordt de oplichter je, heel geloofwaardig. Controleren doe je langs een andere weg.',
            en: 'Then the fraudster answers you, very credibly. You check along another way.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Je belt haar nummer uit je eigen lijst, stuurt nu niets en meldt het.',
            en: 'You call her on the number in your own list, send nothing now and report it.',
          },
          right: true,
          feedback: {
            nl: 'Een eigen nummer kan niemand omleiden. Ook als het echt was, vindt ze jouw telefoontje prima.',
            en: 'Nobody can redirect your own number. Even if it was real, she will not mind your call.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'Je stuurt de lijst met een wachtwoord erop, en dat wachtwoord per sms.',
            en: 'You send the list with a password on it, and the password by text message.',
          },
          right: false,
          feedback: {
            nl: 'Netjes versleuteld, maar naar wie? Eerst weten wie het vraagt, en waarvoor.',
            en: 'Neatly encrypted, but to whom? First know who asks, and what for.',
          },
        },
      ],
      doNow: {
        nl: 'Is de lijst al weg? Meld het meteen en waarschuw de mensen van de salarissen.',
        en: 'Has the list gone already? Report it at once and warn the payroll people.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '001', chapter: 'H8.1' }, { law: 'AVG 32(2)' }],
    },
    {
      id: 'spot-it-09',
      idea: 'imagesCount',
      roles: ['teacher', 'care', 'caretaker'],
      scenario: {
        nl: 'Op het schoolaccount staat een vrolijke foto van het lege, versierde lokaal. Op het bord erachter lees je voornamen onder ‘extra rekenhulp’. De foto is al veertig keer bekeken.',
        en: 'The school’s account shows a cheerful photo of the empty, decorated classroom. On the board behind it you read first names under ‘extra help with maths’. Forty people have seen it.',
      },
      ask: { nl: 'Wat zie je?', en: 'What do you see?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een gewone sfeerfoto, want er staat geen kind op', en: 'An ordinary photo, because there is no child in it' },
          right: false,
          feedback: {
            nl: 'Gezichten zijn één ding. De namen met de hulp erbij zeggen net zo goed iets over kinderen.',
            en: 'Faces are one thing. The names with the help beside them say something about children just as well.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een foutje dat vanzelf verdwijnt als er nieuwe foto’s bij komen', en: 'A slip that disappears by itself as new photos come' },
          right: false,
          feedback: {
            nl: 'De foto blijft vindbaar en iedereen kan hem bewaren. Hoe eerder weg, hoe minder kopieën.',
            en: 'The photo can still be found and anyone can save it. The sooner gone, the fewer copies.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een datalek: wie hulp krijgt, staat nu voor iedereen leesbaar', en: 'A breach: who gets help can now be read by everyone' },
          right: true,
          feedback: {
            nl: 'Een voornaam met een school en een groep erbij is genoeg. Hulp bij leren is gevoelig.',
            en: 'A first name with a school and a class is enough. Help with learning is sensitive.',
          },
        },
      ],
      doNow: {
        nl: 'Laat de foto weghalen en meld hoe lang hij er stond. Verwijder hem ook uit je eigen galerij.',
        en: 'Have the photo removed and report how long it was there. Delete it from your own gallery too.',
      },
      sources: [{ seed: '004', chapter: '7' }, { seed: '001', chapter: 'H8.1' }, { law: 'AVG 4(12)' }],
    },
    {
      id: 'spot-it-10',
      idea: 'checkOtherWay',
      roles: ['caretaker', 'ict'],
      scenario: {
        nl: 'Een man met een gereedschapskoffer zegt dat hij voor het netwerk komt. Hij weet hoe de directeur heet. Hij wil zo de serverruimte in, “anders valt straks alles uit”.',
        en: 'A man with a toolbox says he has come for the network. He knows the head’s name. He wants to go into the server room now, “or everything will fail soon”.',
      },
      ask: { nl: 'Wat doe je?', en: 'What do you do?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'Je laat hem wachten bij de balie en belt ICT op hun vaste nummer.',
            en: 'You let him wait at the desk and call ICT on their usual number.',
          },
          right: true,
          feedback: {
            nl: 'Een naam weten bewijst niets; die staat op de website. Een echte monteur wacht graag even.',
            en: 'Knowing a name proves nothing; it is on the website. A real engineer is glad to wait.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Je loopt met hem mee naar de serverruimte en blijft er zelf bij staan.',
            en: 'You walk with him to the server room and stay there yourself.',
          },
          right: false,
          feedback: {
            nl: 'Erbij blijven is beter dan niets. Maar in een paar tellen kan hij iets aansluiten dat jij niet herkent.',
            en: 'Staying is better than nothing. But in seconds he can plug in something that you do not recognise.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je belt het nummer op zijn kaartje om te vragen of het klopt.', en: 'You call the number on his card to ask whether it is right.' },
          right: false,
          feedback: {
            nl: 'Dat nummer kan van een handlanger zijn. Bel een nummer dat je zelf al had.',
            en: 'That number may be an accomplice’s. Call a number that you had already.',
          },
        },
      ],
      doNow: {
        nl: 'Klopt het niet of twijfel je? Laat hem niet binnen en meld het.',
        en: 'Is it wrong or are you in doubt? Do not let him in and report it.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '001', chapter: 'art. 7' }, { law: 'AVG 32(2)' }],
    },
    {
      id: 'spot-it-11',
      idea: 'ownStrongLogin',
      roles: 'all',
      scenario: {
        nl: 'Het is tien uur ’s avonds. Je telefoon vraagt: “Probeer je in te loggen? Keur goed of weiger.” Jij zit op de bank en logt nergens in. Even later komt de vraag weer.',
        en: 'It is ten at night. Your phone asks: “Are you signing in? Approve or deny.” You are on the sofa and signing in nowhere. A little later it asks again.',
      },
      ask: { nl: 'Wat betekent dit, en wat doe je?', en: 'What does this mean, and what do you do?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een storing: je zet de meldingen uit en kijkt er morgen naar.', en: 'A fault: you silence the messages and look tomorrow.' },
          right: false,
          feedback: {
            nl: 'Zo’n vraag komt meestal pas als iemand je wachtwoord goed intypt. Morgen kan laat zijn.',
            en: 'Such a question usually comes only when someone types your password correctly. Tomorrow may be late.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Iemand kent je wachtwoord: je weigert, verandert het en meldt.', en: 'Someone knows your password: you deny, change it and report.' },
          right: true,
          feedback: {
            nl: 'Je tweede stap hield de deur dicht. Met een nieuw wachtwoord stopt het, en het team kijkt of er meer gebeurde.',
            en: 'Your second step kept the door shut. A new password stops it, and the team checks whether more happened.',
          },
        },
        {
          id: 'c',
          text: { nl: 'ICT test iets: je keurt één keer goed, dan houdt het op.', en: 'ICT is testing something: you approve once, then it stops.' },
          right: false,
          feedback: {
            nl: 'Daar hoopt een aanvaller op: dat je moe wordt en ja zegt. ICT heeft jouw goedkeuring nooit nodig.',
            en: 'That is what an attacker hopes for: that you tire and say yes. ICT never needs your approval.',
          },
        },
      ],
      doNow: {
        nl: 'Keurde je per ongeluk goed? Meld dat meteen en bel ICT. Dat overkomt meer mensen.',
        en: 'Did you approve by mistake? Report that at once and call ICT. It happens to more people.',
      },
      sources: [{ seed: '001', chapter: 'H8.1' }, { seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'spot-it-12',
      idea: 'lookBeforeSending',
      roles: ['care', 'schoolLead'],
      scenario: {
        nl: 'Je wilt een stukje uit een overleg delen met Fleur Fazant van de schoolgezondheid. Je bent gehaast. Vlak voor je verzendt, kijk je nog één keer.',
        en: 'You want to share a piece of a meeting with Fleur Fazant of the school health service. You are in a hurry. Just before you send, you look once more.',
      },
      artefact: {
        kind: 'mail',
        label: { nl: 'Je mail, nog niet verzonden', en: 'Your e-mail, not sent yet' },
        parts: [
          {
            id: 'to',
            what: 'to',
            text: { nl: 'Aan: Floor Fazant <floor.fazant@post.example>', en: 'To: Floor Fazant <floor.fazant@post.example>' },
            clue: {
              nl: 'Floor in plaats van Fleur. Je mailprogramma vulde de naam aan.',
              en: 'Floor instead of Fleur. Your mail program completed the name.',
            },
          },
          {
            id: 'cc',
            what: 'to',
            text: { nl: 'Cc: Team onderbouw <onderbouw@waterlelie.example>', en: 'Cc: Lower school team <onderbouw@waterlelie.example>' },
            clue: { nl: 'Het hele team leest mee. Heeft iedereen dit nodig?', en: 'The whole team gets a copy. Does everyone need this?' },
          },
          {
            id: 'subject',
            what: 'subject',
            text: { nl: 'Zorgoverleg: Milan, groep 3', en: 'Care meeting: Milan, group 3' },
            clue: { nl: 'Een naam in het onderwerp staat op elk vergrendeld scherm.', en: 'A name in the subject shows on every locked screen.' },
          },
          { id: 'body', what: 'body', text: { nl: 'Dag Fleur, hierbij wat je vroeg.', en: 'Hello Fleur, here is what you asked for.' } },
          {
            id: 'attachment',
            what: 'attachment',
            text: { nl: 'Bijlage: zorgoverleg-alle-groepen.pdf', en: 'Attachment: care-meeting-all-groups.pdf' },
            clue: { nl: 'Alle groepen, en je wilde één leerling.', en: 'All groups, and you meant one pupil.' },
          },
        ],
      },
      ask: { nl: 'Wat doe je nu?', en: 'What do you do now?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De ontvanger verbeteren en dan deze mail versturen', en: 'Correct the recipient and then send this e-mail' },
          right: false,
          feedback: {
            nl: 'De ontvanger klopt dan. Maar de bijlage gaat over alle groepen, en het hele team krijgt hem ook.',
            en: 'Then the recipient is right. But the attachment covers all groups, and the whole team gets it too.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Stoppen en alleen het nodige deel veilig delen, op naam', en: 'Stop and share only the part needed safely, by name' },
          right: true,
          feedback: {
            nl: 'Eén tel kijken voorkwam hier drie fouten. Met een beveiligde deelplek kun je de toegang later ook weer intrekken.',
            en: 'One second of looking prevented three mistakes. With a secure share you can also withdraw access later.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een wachtwoord op de bijlage zetten en dat meesturen', en: 'Put a password on the attachment and send that along' },
          right: false,
          feedback: {
            nl: 'Een wachtwoord in dezelfde mail beschermt niets. Wie de mail krijgt, krijgt ook de sleutel.',
            en: 'A password in the same e-mail protects nothing. Whoever gets the e-mail gets the key too.',
          },
        },
      ],
      doNow: {
        nl: 'Ging zo’n mail toch weg? Vraag om te wissen, bewaar de mail en meld het meteen.',
        en: 'Did such an e-mail go out? Ask for it to be deleted, keep the e-mail and report at once.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '003', chapter: 'vraag 8' }, { law: 'AVG 5(1)(c)' }],
    },
  ],
}
