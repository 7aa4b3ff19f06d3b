import type { Module } from '../module.ts'

export const preventIt: Module = {
  id: 'prevent-it',
  version: 1,
  title: { nl: 'Voorkom het', en: 'Prevent it' },
  intro: {
    nl: 'Hierna heb je een paar gewoontes die bijna niets kosten en veel voorkomen. Met je scherm, je wachtwoord, je mail, je papier en je foto’s.',
    en: 'After this you have a few habits that cost next to nothing and prevent much. With your screen, your password, your e-mail, your paper and your photos.',
  },
  minutes: 5,
  questions: [
    {
      id: 'prevent-it-01',
      idea: 'lockScreen',
      roles: 'all',
      scenario: {
        nl: 'Je zit in het leerlingvolgsysteem. Op de gang valt een kind en je loopt ernaartoe. Je bent zo terug. De deur blijft open.',
        en: 'You are working in the pupil monitoring system. In the corridor a child falls and you go there. You will be back soon. The door stays open.',
      },
      ask: { nl: 'Wat doe je met je computer?', en: 'What do you do with your computer?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het scherm omlaag draaien, zodat niemand meeleest', en: 'Tilt the screen down, so that nobody can read it' },
          right: false,
          feedback: {
            nl: 'Dat helpt tegen een blik, niet tegen een hand. Wie de muis pakt, werkt onder jouw naam.',
            en: 'That helps against a glance, not against a hand. Whoever takes the mouse works in your name.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Niets, want hij vergrendelt vanzelf', en: 'Nothing, as it locks by itself' },
          right: false,
          feedback: {
            nl: 'Automatisch is een vangnet. In een paar minuten kan iemand veel openen. Soms werkt de versleuteling ook pas na het vergrendelen.',
            en: 'Automatic is a safety net. In a few minutes someone can open a lot. Sometimes encryption too works only after locking.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Vergrendelen met een sneltoets, en dan gaan', en: 'Lock it with a shortcut, and then go' },
          right: true,
          feedback: {
            nl: 'Windows-toets met L, of op een Mac control, command en Q. Het kost één tel en het kind is even snel geholpen.',
            en: 'Windows key with L, or on a Mac control, command and Q. It takes a second and the child is helped as soon.',
          },
        },
      ],
      doNow: {
        nl: 'Probeer het nu: vergrendel je scherm en log weer in.',
        en: 'Try it now: lock your screen and sign in again.',
      },
      sources: [{ seed: '001', chapter: 'H11', example: 17 }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'prevent-it-02',
      idea: 'ownStrongLogin',
      roles: 'all',
      scenario: {
        nl: 'Je hebt één sterk wachtwoord, met een zin die niemand raadt. Je gebruikt het voor school, een webwinkel en je sportclub. De webwinkel meldt een hack.',
        en: 'You have one strong password, a sentence that nobody guesses. You use it for school, a web shop and your sports club. The web shop reports a hack.',
      },
      ask: { nl: 'Wat beschermt je het best?', en: 'What protects you best?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'Een eigen wachtwoord per plek, in een wachtwoordkluis, met een tweede stap',
            en: 'A separate password per place, in a password manager, with a second step',
          },
          right: true,
          feedback: {
            nl: 'Een gelekt wachtwoord past dan nog maar op één deur. De kluis onthoudt, en de tweede stap houdt dieven buiten.',
            en: 'A leaked password then fits just one door. The manager remembers, and the second step keeps thieves out.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Hetzelfde wachtwoord, met achteraan de eerste letters van de site',
            en: 'The same password, with the first letters of the site at the end',
          },
          right: false,
          feedback: {
            nl: 'Zo’n trucje raden computers snel, zeker als ze er één kennen.',
            en: 'Computers guess such a trick fast, certainly once they know one of them.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'Elke maand een nieuw wachtwoord voor school, opgeschreven in je agenda',
            en: 'A new password for school every month, written down in your diary',
          },
          right: false,
          feedback: {
            nl: 'Vaak wisselen leidt tot makkelijke woorden. En een agenda raakt weleens kwijt.',
            en: 'Frequent changes lead to easy words. And a diary does get lost.',
          },
        },
      ],
      doNow: {
        nl: 'Verander vandaag het wachtwoord van school als je het ook ergens anders gebruikt.',
        en: 'Change your school password today if you use it elsewhere as well.',
      },
      sources: [{ seed: '001', chapter: 'H8.1' }, { seed: '001', chapter: 'H12', example: 23 }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'prevent-it-03',
      idea: 'shareNarrow',
      roles: ['administration', 'care', 'schoolLead'],
      scenario: {
        nl: 'De jeugdarts heeft een deel van een zorgplan nodig en de ouders zijn het daarmee eens. Je opent het deelvenster. Dit staat er nu.',
        en: 'The youth doctor needs part of a support plan and the parents agree to that. You open the share window. This is what it says now.',
      },
      artefact: {
        kind: 'shareDialog',
        label: { nl: 'Delen: Zorgplan 2026, volledig', en: 'Share: Support plan 2026, complete' },
        parts: [
          {
            id: 'what',
            what: 'attachment',
            text: { nl: 'Bestand: Zorgplan 2026, volledig (18 bladzijden)', en: 'File: Support plan 2026, complete (18 pages)' },
            clue: { nl: 'De jeugdarts heeft maar een deel nodig.', en: 'The youth doctor needs only a part.' },
          },
          {
            id: 'who',
            what: 'choice',
            text: { nl: 'Wie: iedereen met de link, of alleen personen die je noemt', en: 'Who: anyone with the link, or only people whom you name' },
            clue: { nl: 'Met een naam erbij moet de ontvanger inloggen.', en: 'With a name the recipient has to sign in.' },
          },
          {
            id: 'may',
            what: 'choice',
            text: { nl: 'Mag: bekijken of bewerken', en: 'May: view or edit' },
            clue: { nl: 'Lezen is hier genoeg.', en: 'Reading is enough here.' },
          },
          {
            id: 'until',
            what: 'field',
            text: { nl: 'Vervalt op: (leeg)', en: 'Ends on: (empty)' },
            clue: { nl: 'Een einddatum ruimt vanzelf op.', en: 'An end date tidies up by itself.' },
          },
          { id: 'send', what: 'button', text: { nl: 'Delen', en: 'Share' } },
        ],
      },
      ask: { nl: 'Hoe deel je dit?', en: 'How do you share this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het hele plan, met een link die alleen de arts van je krijgt', en: 'The whole plan, with a link that only the doctor gets from you' },
          right: false,
          feedback: {
            nl: 'Een open link is door te sturen, en dan leest een ander mee. Achttien bladzijden is ook meer dan gevraagd.',
            en: 'An open link can be passed on, and then someone else reads it. Eighteen pages is also more than was asked.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het nodige deel, op naam, alleen lezen, met een einddatum', en: 'The part needed, by name, read only, with an end date' },
          right: true,
          feedback: {
            nl: 'De juiste persoon, precies genoeg, en daarna gaat de deur vanzelf dicht.',
            en: 'The right person, just enough, and after that the door shuts by itself.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Het nodige deel, als bijlage bij een gewone mail', en: 'The part needed, attached to a plain e-mail' },
          right: false,
          feedback: {
            nl: 'Goed dat je minder stuurt. Maar gewone mail beschermt niet, en in de postbus van de praktijk kijken meer mensen.',
            en: 'Good that you send less. But plain e-mail gives no protection, and more people look in the practice’s inbox.',
          },
        },
      ],
      doNow: {
        nl: 'Deelde je eerder te ruim? Zet de link uit en meld het.',
        en: 'Did you share too widely before? Turn the link off and report it.',
      },
      sources: [{ seed: '003', chapter: 'vraag 8' }, { law: 'AVG 5(1)(c)' }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'prevent-it-04',
      idea: 'hiddenAddresses',
      roles: 'all',
      scenario: {
        nl: 'Je nodigt dertig vrijwilligers uit voor een feest. Je mail staat klaar. In het veld Aan staan alle dertig adressen. Verder klopt alles.',
        en: 'You invite thirty volunteers to a party. Your e-mail is ready. The To field holds all thirty addresses. The rest is fine.',
      },
      ask: { nl: 'Wat verander je voor je verstuurt?', en: 'What do you change before you send it?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De adressen gaan van Aan naar cc.', en: 'The addresses move from To to cc.' },
          right: false,
          feedback: {
            nl: 'Bij cc ziet iedereen nog steeds alle adressen. De b van bcc maakt het verschil.',
            en: 'With cc everyone still sees all addresses. The b of bcc makes the difference.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Bovenaan komt de vraag om ze geheim te houden.', en: 'At the top comes a request to keep them secret.' },
          right: false,
          feedback: {
            nl: 'Dan heeft iedereen de adressen alsnog. Een verzoek haalt ze niet terug.',
            en: 'Then everyone has the addresses all the same. A request cannot take them back.',
          },
        },
        {
          id: 'c',
          text: { nl: 'De adressen gaan naar bcc, of je gebruikt de ouderapp.', en: 'The addresses go to bcc, or you use the parent app.' },
          right: true,
          feedback: {
            nl: 'Ieder ziet dan alleen zichzelf. Met de ouderapp of een verzendlijst kun je het ook niet vergeten.',
            en: 'Then each sees only themselves. With the parent app or a mailing list you cannot forget it either.',
          },
        },
      ],
      doNow: {
        nl: 'Zet bcc altijd zichtbaar in je mailprogramma. Ging het mis? Meld het.',
        en: 'Always show bcc in your mail program. Did it go wrong? Report it.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 5(1)(f)' }],
    },
    {
      id: 'prevent-it-05',
      idea: 'consentIsSpecific',
      roles: ['teacher', 'caretaker', 'schoolLead'],
      scenario: {
        nl: 'Bij de sportdag maakte je mooie foto’s van groep 4. Ouders gaven vorig jaar toestemming voor foto’s in de nieuwsbrief van de school. Nu wil je ze op het open account van de school zetten.',
        en: 'On sports day you took fine photos of group 4. Last year parents agreed to photos in the school’s newsletter. Now you want to put them on the school’s public account.',
      },
      ask: { nl: 'Wat heb je daarvoor nodig?', en: 'What do you need for that?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een nieuwe toestemming van de ouders, voor dit account', en: 'New consent from the parents, for this account' },
          right: true,
          feedback: {
            nl: 'Ja tegen de nieuwsbrief is nog geen ja tegen internet. Ouders kunnen hun ja ook altijd intrekken.',
            en: 'Yes to the newsletter is not yet yes to the internet. Parents can withdraw their yes at any time too.',
          },
        },
        {
          id: 'b',
          text: { nl: 'De toestemming van vorig jaar, zonder namen erbij', en: 'Last year’s consent, with the names left out' },
          right: false,
          feedback: {
            nl: 'Namen weglaten is verstandig. Maar een herkenbaar gezicht is genoeg om toestemming te vragen.',
            en: 'Leaving out names is wise. But a face that people know is enough to need consent.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een bericht vooraf, met een week bedenktijd', en: 'A message beforehand, with a week to react' },
          right: false,
          feedback: {
            nl: 'Wie zwijgt, zegt nog geen ja. Toestemming moet iemand echt geven.',
            en: 'Whoever is silent does not yet say yes. Consent must really be given.',
          },
        },
      ],
      doNow: {
        nl: 'Kijk in de administratie wie waarvoor ja zei. Haal de foto’s daarna uit je eigen telefoon.',
        en: 'Check in the records who said yes to what. Then delete the photos from your own phone.',
      },
      sources: [{ seed: '004', chapter: '7' }, { seed: '001', chapter: 'art. 5' }, { seed: '003', chapter: 'vraag 6' }, { law: 'AVG 7' }],
    },
    {
      id: 'prevent-it-06',
      idea: 'paperCounts',
      roles: ['administration', 'care', 'caretaker'],
      scenario: {
        nl: 'Aan het eind van het jaar ruim je een lokaal op. Er is een stapel oude toetsen met namen, en een map met gespreksverslagen. De papierbak buiten staat klaar.',
        en: 'At the end of the year you clear a classroom. There is a pile of old tests with names, and a folder with meeting notes. The paper bin outside stands ready.',
      },
      ask: { nl: 'Waar gaat de stapel heen?', en: 'Where does the pile go?' },
      options: [
        {
          id: 'a',
          text: { nl: 'In de papierbak, onderop, met reclame erover', en: 'Into the paper bin, at the bottom, with adverts on top' },
          right: false,
          feedback: {
            nl: 'Papier waait, en bakken worden doorzocht. Dan liggen de toetsen op straat.',
            en: 'Paper blows about, and bins get searched. Then the tests lie in the street.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Wat weg mag: in de afgesloten container', en: 'What may go: into the locked container' },
          right: true,
          feedback: {
            nl: 'Vraag eerst wat bewaard moet blijven: sommige verslagen horen in het dossier. De rest wordt veilig vernietigd. Een papierversnipperaar kan ook.',
            en: 'First ask what must be kept: some notes belong in the file. The rest is destroyed safely. A shredder works too.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Op zolder, in een doos, voor als iemand er nog om vraagt', en: 'In the attic, in a box, in case someone asks for it' },
          right: false,
          feedback: {
            nl: 'Voor de zekerheid bewaren maakt het risico groter. Na enkele jaren weet niemand meer wat er staat.',
            en: 'Keeping just in case makes the risk larger. After some years nobody knows what is there.',
          },
        },
      ],
      doNow: {
        nl: 'Ligt er al papier buiten? Haal het terug en meld het.',
        en: 'Is there paper outside already? Fetch it back and report it.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { seed: '004', chapter: '10' }, { law: 'AVG 5(1)(e)' }],
    },
    {
      id: 'prevent-it-07',
      idea: 'workInSystem',
      roles: 'all',
      scenario: {
        nl: 'Je wilt vanavond thuis aan verslagen werken. Op je bureau ligt deze stick. Je hebt ook een laptop van school.',
        en: 'Tonight you want to work on reports at home. This stick lies on your desk. You also have a school laptop.',
      },
      artefact: {
        kind: 'lostStick',
        label: { nl: 'De stick op je bureau', en: 'The stick on your desk' },
        parts: [
          {
            id: 'size',
            what: 'object',
            text: { nl: 'Zo klein als een nagel, zonder etiket', en: 'As small as a fingernail, without a label' },
            clue: { nl: 'Zulke sticks raken kwijt zonder dat je het merkt.', en: 'Such sticks get lost without your noticing.' },
          },
          {
            id: 'files',
            what: 'attachment',
            text: {
              nl: 'Erop: verslagen groep 8, adviezen, en een map van drie jaar geleden',
              en: 'On it: reports group 8, advice, and a folder of three years ago',
            },
            clue: { nl: 'Oude bestanden blijven staan. Dan verlies je ook die.', en: 'Old files stay on it. Then you lose those too.' },
          },
          {
            id: 'lock',
            what: 'sign',
            text: { nl: 'Bij het openen vraagt hij niets.', en: 'It asks nothing when opened.' },
            clue: { nl: 'Onversleuteld: wie hem vindt, leest alles.', en: 'Unencrypted: whoever finds it reads everything.' },
          },
          {
            id: 'copy',
            what: 'object',
            text: { nl: 'Sommige verslagen staan alleen hierop.', en: 'Some reports are only on this.' },
            clue: { nl: 'Weg is dan echt weg.', en: 'Gone is really gone then.' },
          },
        ],
      },
      ask: { nl: 'Hoe werk je vanavond?', en: 'How do you work tonight?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Op de schoollaptop, in de omgeving van school', en: 'On the school laptop, in the school’s environment' },
          right: true,
          feedback: {
            nl: 'De laptop is versleuteld en de bestanden blijven waar de back-up is. Er gaat niets los je tas in.',
            en: 'The laptop is encrypted and the files stay where the back-up is. Nothing goes loose into your bag.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Met de stick, veilig in je binnenzak', en: 'With the stick, safe in your inside pocket' },
          right: false,
          feedback: {
            nl: 'Je past goed op, en toch raakt zo’n stick kwijt. Dan ligt alles open en is een deel voorgoed weg.',
            en: 'You take good care, and still such a stick gets lost. Then all lies open and part is gone for good.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Met een mail aan jezelf thuis', en: 'With an e-mail to yourself at home' },
          right: false,
          feedback: {
            nl: 'Dan staan de verslagen in je privémail, en vaak ook op je telefoon. Daar heeft school geen zicht op.',
            en: 'Then the reports are in your private e-mail, and often on your phone as well. The school cannot see that.',
          },
        },
      ],
      doNow: {
        nl: 'Heb je nog zo’n stick? Zet de bestanden in het systeem en laat ICT hem wissen.',
        en: 'Do you still have such a stick? Put the files into the system and let ICT wipe it.',
      },
      sources: [{ seed: '001', chapter: 'H7.2', example: 12 }, { seed: '003', chapter: 'vraag 8' }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'prevent-it-08',
      idea: 'leaversLoseAccess',
      roles: ['administration', 'ict', 'schoolLead'],
      scenario: {
        nl: 'Een collega stopt vrijdag. Hij vraagt of zijn account nog een maand open mag blijven, voor het geval zijn opvolger iets wil weten. Iedereen vertrouwt hem.',
        en: 'A colleague leaves on Friday. He asks whether his account may stay open for a month, in case his successor needs to know something. Everyone trusts him.',
      },
      ask: { nl: 'Wat spreek je af?', en: 'What do you agree?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'Een maand, met alleen leesrechten en een einddatum in het systeem',
            en: 'One month, with reading rights only and an end date in the system',
          },
          right: false,
          feedback: {
            nl: 'Beter dan alles open laten. Maar wie weg is, heeft geen taak meer die dit nodig heeft.',
            en: 'Better than leaving all open. But whoever is gone has no task left that needs this.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Twee weken, zodat hij ook zijn eigen lesmateriaal kan kopiëren', en: 'Two weeks, so that he can also copy his own teaching material' },
          right: false,
          feedback: {
            nl: 'Lesmateriaal geeft hij deze week over. Tussen lesmateriaal staan vaak ook gegevens van leerlingen.',
            en: 'He hands over teaching material this week. It often holds pupil data too.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Vrijdag dicht, en deze week draagt hij alles over', en: 'Closed on Friday, and this week he hands everything over' },
          right: true,
          feedback: {
            nl: 'Zo is het voor iedereen gelijk, hoe aardig ook. Een vergeten account is een open deur voor een ander.',
            en: 'So it is the same for everyone, however nice. A forgotten account is an open door for another.',
          },
        },
      ],
      doNow: {
        nl: 'Vind je een account van iemand die al weg is? Laat het sluiten en meld het.',
        en: 'Do you find an account of someone who has left? Have it closed and report it.',
      },
      sources: [{ seed: '000', chapter: '2.2.4' }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'prevent-it-09',
      idea: 'onlyWhatIsNeeded',
      roles: ['administration', 'care', 'board'],
      scenario: {
        nl: 'In de kelder staan dossiers van leerlingen die tien jaar geleden van school gingen. “Je weet nooit wanneer het van pas komt,” zegt een collega.',
        en: 'In the basement are files of pupils who left school ten years ago. “You never know when they may be useful,” says a colleague.',
      },
      ask: { nl: 'Wat doe je met die dossiers?', en: 'What do you do with those files?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Inscannen, en daarna de papieren vernietigen', en: 'Scan them, and then destroy the papers' },
          right: false,
          feedback: {
            nl: 'Dan bewaar je hetzelfde, alleen digitaal. De vraag is eerst of bewaren nog mag.',
            en: 'Then you keep the same, only digitally. First comes the question whether keeping is still allowed.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Per soort de bewaartermijn opzoeken en de rest vernietigen', en: 'Look up the term for each kind and destroy the rest' },
          right: true,
          feedback: {
            nl: 'Vaak is het twee jaar na vertrek, soms zegt een wet iets anders. Wat weg is, kan niemand meer stelen.',
            en: 'Often it is two years after leaving, sometimes a law says otherwise. What is gone nobody can steal.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Bewaren achter een beter slot, met een lijst van wie er komt', en: 'Keep them behind a better lock, with a list of who enters' },
          right: false,
          feedback: {
            nl: 'Een slot is goed voor wat je nodig hebt. Deze dossiers hebben hun doel waarschijnlijk al lang gehad.',
            en: 'A lock is good for what you need. These files have probably served their purpose long ago.',
          },
        },
      ],
      doNow: {
        nl: 'Vraag de FG om de lijst met bewaartermijnen van jullie bestuur.',
        en: 'Ask the DPO for your board’s list of retention terms.',
      },
      sources: [{ seed: '003', chapter: 'vraag 5' }, { seed: '004', chapter: '10' }, { law: 'AVG 5(1)(e)' }],
    },
    {
      id: 'prevent-it-10',
      idea: 'agreeBefore',
      roles: ['ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'Je bestuur kiest een nieuw systeem voor toetsen. De leverancier is bekend en de prijs is goed. Voor je ligt het voorstel voor de overeenkomst.',
        en: 'Your board chooses a new system for tests. The supplier is well known and the price is good. Before you lies the draft agreement.',
      },
      ask: { nl: 'Welke afspraak mag je van de leverancier verwachten bij een lek?', en: 'Which term may you expect from the supplier if there is a leak?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'De leverancier beslist of het ernstig genoeg is om jullie te bellen.',
            en: 'The supplier decides whether it is serious enough to call you.',
          },
          right: false,
          feedback: {
            nl: 'De school moet zelf kunnen oordelen. Een leverancier meldt elk lek met jullie gegevens.',
            en: 'The school must be able to judge itself. A supplier reports every leak of your data.',
          },
        },
        {
          id: 'b',
          text: { nl: 'De leverancier meldt voor jullie bij de AP.', en: 'The supplier notifies the authority for you.' },
          right: false,
          feedback: {
            nl: 'Dat kan alleen met een opdracht, en de school blijft verantwoordelijk. Je wilt er eerder bij zijn.',
            en: 'That needs your instruction, and the school stays responsible. You want to be in sooner.',
          },
        },
        {
          id: 'c',
          text: { nl: 'De leverancier laat het jullie snel weten en levert de feiten.', en: 'The supplier tells you soon and hands over the facts.' },
          right: true,
          feedback: {
            nl: 'Zet de termijn, het telefoonnummer en de gegevens erin. Dan hoef je op vrijdagavond niet te zoeken.',
            en: 'Put in the term, the phone number and the facts. Then you need not search on a Friday night.',
          },
        },
      ],
      doNow: {
        nl: 'Vraag de FG of alle leveranciers op de lijst staan, met een nummer dat ’s avonds opneemt.',
        en: 'Ask the DPO whether all suppliers are on the list, with a number that answers at night.',
      },
      sources: [
        { seed: '004', chapter: '4' },
        { seed: '003', chapter: 'vraag 3' },
        { seed: '001', chapter: 'H7.2' },
        { law: 'AVG 28(3)' },
        { law: 'AVG 33(2)' },
      ],
    },
    {
      id: 'prevent-it-11',
      idea: 'workInSystem',
      roles: ['teacher', 'care', 'ict'],
      scenario: {
        nl: 'Je schrijft een verslag over een leerling met faalangst. Een gratis chatbot kan er in een tel een mooie tekst van maken. De school heeft er geen afspraken mee.',
        en: 'You write a report on a pupil with fear of failure. A free chatbot can turn it into fine prose in a second. The school has no agreement with it.',
      },
      ask: { nl: 'Hoe gebruik je zo’n hulp veilig?', en: 'How do you use such help safely?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Met het verslag, als je de naam verandert in ‘de leerling’', en: 'With the report, if you change the name to ‘the pupil’' },
          right: false,
          feedback: {
            nl: 'Het verhaal zelf kan verraden om wie het gaat. En je weet niet waar de tekst blijft.',
            en: 'The story itself may give away who it is. And you do not know where the text goes.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Met een vraag zonder leerling: “Hoe schrijf ik duidelijk over faalangst?”',
            en: 'With a question without a pupil: “How do I write clearly about fear of failure?”',
          },
          right: true,
          feedback: {
            nl: 'Je krijgt hulp en er gaat niets over het kind naar buiten. Voor echte verslagen vraag je wat de school wel toestaat.',
            en: 'You get help and nothing about the child goes outside. For real reports you ask what the school does allow.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'Met het hele verslag, als je het gesprek daarna meteen verwijdert',
            en: 'With the whole report, if you delete the conversation right after',
          },
          right: false,
          feedback: {
            nl: 'Verwijderen op je scherm zegt weinig over wat het bedrijf bewaart. Zonder overeenkomst kan de school niets eisen.',
            en: 'Deleting on your screen says little about what the company keeps. Without an agreement the school can demand nothing.',
          },
        },
      ],
      doNow: {
        nl: 'Heb je al eens zo’n verslag ingevoerd? Meld het. Je bent vast de enige niet.',
        en: 'Did you ever put in such a report? Report it. You are surely not the only one.',
      },
      sources: [{ seed: '002', chapter: 'Zelfreflectie' }, { seed: '004', chapter: '4' }, { law: 'AVG 28(3)' }, { law: 'AVG 5(1)(c)' }],
    },
    {
      id: 'prevent-it-12',
      idea: 'agreeBefore',
      roles: ['caretaker', 'board', 'teacher'],
      scenario: {
        nl: 'Stel: vannacht merk je dat er is ingebroken en dat dossiers overhoop liggen. Je telefoon is bijna leeg. Je kent geen nummer uit je hoofd.',
        en: 'Suppose: tonight you find a break-in and files thrown about. Your phone is almost empty. You know no number by heart.',
      },
      ask: { nl: 'Wat helpt je dan het meest?', en: 'What helps you most then?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Seintje op je telefoon en een belkaart aan de muur', en: 'Seintje on your phone and a call card on the wall' },
          right: true,
          feedback: {
            nl: 'Wat je nu klaarzet, hoef je dan niet te zoeken. Hang die kaart bijvoorbeeld bij de alarmkast.',
            en: 'What you prepare now you need not search for then. Hang that card by the alarm box, for instance.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een directeur die weet wat te doen en vlakbij woont', en: 'A head who knows what to do and lives nearby' },
          right: false,
          feedback: {
            nl: 'Fijn, maar misschien is ze net weg. Melden kan iedereen zelf.',
            en: 'Good to have, but she may be away. Everyone can report without her.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een alarmcentrale die ook het team voor datalekken waarschuwt', en: 'An alarm company that also warns the team for data breaches' },
          right: false,
          feedback: {
            nl: 'De centrale belt politie en sleutelhouder. Van dossiers weet ze niets.',
            en: 'It calls the police and the key holder. It knows nothing of files.',
          },
        },
      ],
      doNow: {
        nl: 'Zet Seintje op je beginscherm. Hang de nummers op waar jij ’s nachts zou staan.',
        en: 'Put Seintje on your home screen. Put up the numbers where you would stand at night.',
      },
      sources: [
        { seed: '001', chapter: 'H4' },
        { seed: '001', chapter: 'H5' },
        { seed: '002', chapter: 'Aanbevelingen' },
      ],
    },
  ],
}
