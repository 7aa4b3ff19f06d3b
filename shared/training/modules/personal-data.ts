import type { Module } from '../module.ts'

export const personalData: Module = {
  id: 'personal-data',
  version: 1,
  title: { nl: 'Wat zijn persoonsgegevens?', en: 'What are personal data?' },
  intro: {
    nl: 'Hierna herken je persoonsgegevens, ook zonder naam erbij. Je weet welke extra bescherming krijgen. En je vraagt jezelf eerst af: waarvoor heb ik dit nodig?',
    en: 'After this you recognise personal data, even without a name. You know which get extra protection. And you first ask yourself: what do I need this for?',
  },
  minutes: 4,
  questions: [
    {
      id: 'personal-data-01',
      idea: 'indirectCounts',
      roles: 'all',
      scenario: {
        nl: 'Een collega laat een map liggen in de trein. Er zitten lijsten in met salarissen van het personeel. Elke regel heeft een postcode en een huisnummer. Namen staan er niet in.',
        en: 'A colleague leaves a folder on the train. It holds lists of staff salaries. Each line has a postcode and a house number. There are no names.',
      },
      ask: { nl: 'Hoe kijk je naar deze map?', en: 'How do you look at this folder?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het zijn alleen bedragen, want de namen zijn eraf gehaald.', en: 'These are only amounts, because the names were taken off.' },
          right: false,
          feedback: {
            nl: 'Een naam weghalen is vaak te weinig. Met een adres vind je snel wie er woont. Daarna weet je ook het salaris.',
            en: 'Taking off a name is often too little. With an address you soon find who lives there. Then you know the salary too.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het zijn persoonsgegevens, want het adres wijst iemand aan.', en: 'These are personal data, because the address points at someone.' },
          right: true,
          feedback: {
            nl: 'Via het adres kom je bij één persoon uit. Dat heet indirect herkenbaar. De map gaat dus over mensen.',
            en: 'Through the address you end up at one person. That is called indirectly identifiable. So the folder is about people.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'Het zijn cijfers van de school, dus privacy speelt hier geen rol.',
            en: 'These are figures of the school, so privacy plays no part here.',
          },
          right: false,
          feedback: {
            nl: 'De school beheert de lijst, maar de salarissen gaan over collega’s. Geldzaken zijn bovendien gevoelig.',
            en: 'The school keeps the list, but the salaries are about colleagues. Money matters are sensitive as well.',
          },
        },
      ],
      doNow: {
        nl: 'Bel samen met je collega de gevonden voorwerpen. Meld het verlies meteen in Seintje.',
        en: 'Call the lost property office together with your colleague. Report the loss in Seintje at once.',
      },
      sources: [{ seed: '001', chapter: 'H7.1', example: 3 }, { law: 'AVG 4(1)' }],
    },
    {
      id: 'personal-data-02',
      idea: 'codesStayPersonal',
      roles: ['teacher', 'administration', 'ict'],
      scenario: {
        nl: 'Je deelt toetsresultaten met een andere school. Je hebt de namen vervangen door leerlingnummers. Jullie administratie weet welk nummer bij wie hoort.',
        en: 'You share test results with another school. You replaced the names by pupil numbers. Your office knows which number belongs to whom.',
      },
      ask: { nl: 'Wat is dit bestand nu?', en: 'What is this file now?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Nog steeds persoonsgegevens, alleen beter beschermd', en: 'These are still personal data, only better protected' },
          right: true,
          feedback: {
            nl: 'Wie de sleutel heeft, vindt elke leerling terug. De wet noemt dit pseudoniem. Het helpt wel als het bestand kwijtraakt.',
            en: 'Whoever holds the key finds each pupil again. The law calls this pseudonymous. It does help if the file gets lost.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Anoniem, want de andere school mist de sleutel', en: 'Anonymous, as the other school lacks the key' },
          right: false,
          feedback: {
            nl: 'Anoniem is het pas als niemand een leerling nog kan terugvinden. Hier kan jullie school dat wel.',
            en: 'It is anonymous only when nobody can find a pupil again. Here your school can.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Anoniem, mits je het bestand ook versleutelt', en: 'Anonymous, if you encrypt the file as well' },
          right: false,
          feedback: {
            nl: 'Versleutelen is verstandig. Maar wie het wachtwoord heeft, leest alles. De gegevens blijven dus persoonlijk.',
            en: 'Encrypting is wise. But whoever has the password reads everything. So the data stay personal.',
          },
        },
      ],
      doNow: {
        nl: 'Deel alleen wat de andere school nodig heeft. Bewaar de sleutel apart van het bestand.',
        en: 'Share only what the other school needs. Keep the key apart from the file.',
      },
      sources: [{ seed: '001', chapter: 'H7.1' }, { law: 'AVG 4(5)' }],
    },
    {
      id: 'personal-data-03',
      idea: 'figuresWithoutPeople',
      roles: 'all',
      scenario: {
        nl: 'Je mist een USB-stick. Er staat één overzicht op: de gemiddelde score per toets van de hele school. Er staan geen leerlingen, nummers of klassen in.',
        en: 'Your USB stick is missing. It holds one overview: the average score per test for the whole school. It has no pupils, numbers or classes.',
      },
      ask: { nl: 'Wat is hier aan de hand?', en: 'What is going on here?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Er zijn toetsresultaten weg, en die zijn altijd gevoelig.', en: 'Test results are gone, and those are always sensitive.' },
          right: false,
          feedback: {
            nl: 'Resultaten van één leerling zijn gevoelig. Dit is een gemiddelde van een hele school. Daar zit niemand persoonlijk in.',
            en: 'The results of one pupil are sensitive. This is the average of a whole school. Nobody is in it personally.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'Elke stick van de school bevat voor de wet persoonsgegevens.',
            en: 'Every stick of the school holds personal data in the eyes of the law.',
          },
          right: false,
          feedback: {
            nl: 'De wet kijkt naar wat erop staat, en niet naar het ding. Zonder mensen in de gegevens geldt de privacywet hier niet.',
            en: 'The law looks at what is on it, and not at the thing. Without people in the data, privacy law does not apply here.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Deze cijfers wijzen niemand aan, dus dit valt buiten de AVG.', en: 'These figures point at nobody, so this is outside the GDPR.' },
          right: true,
          feedback: {
            nl: 'Zonder iets dat naar een leerling leidt, zijn het gewone cijfers. Let op bij kleine groepjes: daar kan een gemiddelde wel iemand verraden.',
            en: 'With nothing that leads to a pupil, these are plain figures. Take care with small groups: there an average can give someone away.',
          },
        },
      ],
      doNow: {
        nl: 'Weet je zeker wat erop stond? Twijfel je, meld de stick dan gewoon. Het team kijkt mee.',
        en: 'Are you sure what was on it? If in doubt, simply report the stick. The team will look with you.',
      },
      sources: [{ seed: '001', chapter: 'H7.1', example: 2 }, { law: 'AVG 4(1)' }],
    },
    {
      id: 'personal-data-04',
      idea: 'specialData',
      roles: ['teacher', 'care', 'caretaker'],
      scenario: {
        nl: 'In de keuken van de overblijf hangt een lijst. Daarop staan namen van kinderen met hun allergie en hun medicijnen. Iedereen die langsloopt, kan hem lezen.',
        en: 'A list hangs in the kitchen of the lunch club. It shows the names of children with their allergy and medicines. Everyone who walks by can read it.',
      },
      ask: { nl: 'Wat is een goede stap?', en: 'What is a good step?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De lijst laten hangen: veiligheid gaat altijd voor.', en: 'Leave the list there: safety always comes first.' },
          right: false,
          feedback: {
            nl: 'Je wilt terecht dat het snel te vinden is. Dat kan ook zonder dat elke bezoeker meeleest.',
            en: 'You rightly want it to be found fast. That also works without every visitor reading it.',
          },
        },
        {
          id: 'b',
          text: { nl: 'De lijst in een map leggen, bij wie overblijft, uit het zicht.', en: 'Put the list in a folder, with the lunch staff, out of sight.' },
          right: true,
          feedback: {
            nl: 'Gezondheid krijgt van de wet extra bescherming. Wie het nodig heeft, kan er meteen bij. Anderen niet.',
            en: 'The law gives health extra protection. Those who need it can reach it at once. Others cannot.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'De lijst weggooien, want de school mag geen medische gegevens bewaren.',
            en: 'Throw the list away, because the school may keep no medical data.',
          },
          right: false,
          feedback: {
            nl: 'De school mag dit vastleggen als het nodig is om goed voor een kind te zorgen. Weggooien kan gevaarlijk zijn.',
            en: 'The school may record this where it is needed to care well for a child. Throwing it away can be dangerous.',
          },
        },
      ],
      doNow: {
        nl: 'Haal de lijst weg van de muur en leg hem binnen handbereik. Meld dat hij open hing.',
        en: 'Take the list off the wall and keep it within reach. Report that it hung in the open.',
      },
      sources: [{ seed: '004', chapter: '2' }, { seed: '001', chapter: 'VII-B 5' }, { law: 'AVG 9(1)' }],
    },
    {
      id: 'personal-data-05',
      idea: 'numberNeedsLaw',
      roles: ['administration', 'ict', 'schoolLead'],
      scenario: {
        nl: 'Een sportclub organiseert een schooltoernooi. De club vraagt een lijst met naam, geboortedatum en burgerservicenummer (BSN) van elke speler. “Dan hebben we de leeftijd zeker goed.”',
        en: 'A sports club runs a school tournament. The club asks for a list with each player’s name, date of birth and citizen service number (BSN). “Then we have the age right for sure.”',
      },
      ask: { nl: 'Wat stuur je, als de ouders akkoord zijn met de lijst?', en: 'What do you send, if the parents agree with the list?' },
      options: [
        {
          id: 'a',
          text: { nl: 'De hele lijst, want de ouders vinden het goed', en: 'The whole list, because the parents agree' },
          right: false,
          feedback: {
            nl: 'Een akkoord van ouders is hier te weinig. Een BSN mag alleen als een wet dat regelt. Voor een toernooi is die er niet.',
            en: 'A yes from parents is too little here. A BSN is allowed only where a law says so. There is none for a tournament.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Alleen de laatste vier cijfers van elk BSN, met de namen erbij', en: 'Only the last four digits of each BSN, with the names' },
          right: false,
          feedback: {
            nl: 'Ook een stuk van het nummer heeft de club nergens voor nodig. Voor de leeftijd helpt het niet.',
            en: 'The club has no need for part of the number either. It does not help with the age.',
          },
        },
        {
          id: 'c',
          text: { nl: 'De naam en de leeftijdsgroep van elke speler, zonder het BSN', en: 'The name and age group of each player, without the BSN' },
          right: true,
          feedback: {
            nl: 'Zo weet de club genoeg voor de indeling. Met een BSN kan iemand fraude plegen. Daarom is het zo gevoelig.',
            en: 'That tells the club enough for the teams. With a BSN someone can commit fraud. That is why it is so sensitive.',
          },
        },
      ],
      doNow: {
        nl: 'Is een lijst met BSN al de deur uit? Meld het dan meteen.',
        en: 'Has a list with BSNs gone out already? Then report it at once.',
      },
      sources: [{ seed: '003', chapter: 'vraag 4' }, { seed: '001', chapter: 'H8.1' }, { law: 'UAVG 46' }, { law: 'AVG 87' }],
    },
    {
      id: 'personal-data-06',
      idea: 'purposeFirst',
      roles: 'all',
      scenario: {
        nl: 'Ouders gaven hun mobiele nummer voor noodgevallen. Nu vraagt de gemeente de nummers. Ze wil ouders uitnodigen voor een avond over de nieuwe parkeerplaats bij school.',
        en: 'Parents gave their mobile number for emergencies. Now the town council asks for the numbers. It wants to invite parents to an evening about the new car park near school.',
      },
      ask: { nl: 'Wat antwoord je?', en: 'What do you answer?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'De nummers blijven hier; de school kan de uitnodiging zelf meegeven.',
            en: 'The numbers stay here; the school can pass on the invitation itself.',
          },
          right: true,
          feedback: {
            nl: 'De nummers zijn gevraagd voor nood. Een buurtavond is iets heel anders. Zo helpt de school toch, zonder iets te delen.',
            en: 'The numbers were asked for in case of emergency. A local evening is something else. The school still helps, without sharing anything.',
          },
        },
        {
          id: 'b',
          text: {
            nl: 'De gemeente is een overheid, dus die mag de nummers van ons krijgen.',
            en: 'The council is a public authority, so it may have the numbers from us.',
          },
          right: false,
          feedback: {
            nl: 'Ook een overheid heeft een wet nodig om gegevens te krijgen. Voor een uitnodiging is die er niet.',
            en: 'A public authority too needs a law to get data. There is none for an invitation.',
          },
        },
        {
          id: 'c',
          text: {
            nl: 'De nummers mogen mee als de gemeente belooft ze daarna te wissen.',
            en: 'The numbers may go if the council promises to erase them afterwards.',
          },
          right: false,
          feedback: {
            nl: 'Wissen achteraf maakt het delen nog niet goed. Het begint bij de vraag waarvoor ouders het nummer gaven.',
            en: 'Erasing later does not make the sharing right. It starts with the question what parents gave the number for.',
          },
        },
      ],
      doNow: {
        nl: 'Vraag bij elk verzoek: waarvoor hebben we dit gekregen? Past het daar niet bij, overleg dan met de FG.',
        en: 'Ask with every request: what did we get this for? If it does not fit, talk to the DPO.',
      },
      sources: [{ seed: '004', chapter: '2' }, { law: 'AVG 5(1)(b)' }],
    },
    {
      id: 'personal-data-07',
      idea: 'onlyWhatIsNeeded',
      roles: 'all',
      scenario: {
        nl: 'De school maakt een formulier voor het schoolkamp. Iemand zet er van alles op: een noodnummer, allergieën, geloof, het beroep van de ouders en de schoenmaat.',
        en: 'The school makes a form for the school camp. Someone puts in all kinds of things: an emergency number, allergies, religion, the parents’ jobs and the shoe size.',
      },
      ask: { nl: 'Welke vragen blijven staan?', en: 'Which questions stay?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Alle vragen, met ‘mag leeg blijven’ erbij', en: 'All questions, marked ‘may stay empty’' },
          right: false,
          feedback: {
            nl: 'Wat de school niet nodig heeft, vraagt ze niet. Ook niet als een vakje leeg mag blijven.',
            en: 'What the school does not need, it does not ask. Not even when a box may stay empty.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Het noodnummer en wat nodig is voor eten en gezondheid', en: 'The emergency number and what food and health need' },
          right: true,
          feedback: {
            nl: 'Elk gegeven op het formulier moet een taak hebben op kamp. Wat je niet hebt, kan ook niet uitlekken.',
            en: 'Each fact on the form must have a task at camp. What you do not have cannot leak.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Alleen de naam, want de rest is te gevoelig', en: 'Only the name, as the rest is too sensitive' },
          right: false,
          feedback: {
            nl: 'Zonder noodnummer en allergieën is het kamp minder veilig. Gevoelig mag, als het echt nodig is en goed bewaard wordt.',
            en: 'Without emergency number and allergies the camp is less safe. Sensitive is allowed, if really needed and kept well.',
          },
        },
      ],
      doNow: {
        nl: 'Kijk één formulier van jezelf na. Schrap wat je vorig jaar niet gebruikte.',
        en: 'Check one form of your own. Strike out what you did not use last year.',
      },
      sources: [{ seed: '004', chapter: '2' }, { law: 'AVG 5(1)(c)' }],
    },
    {
      id: 'personal-data-08',
      idea: 'ownNotesCount',
      roles: ['teacher', 'care', 'board'],
      scenario: {
        nl: 'Meester Daan houdt in een eigen schriftje bij hoe zijn leerlingen er gemiddeld voor staan. Het is zijn geheugensteun. Niemand anders gebruikt het. Het schriftje blijft liggen in de bus.',
        en: 'Mr Daan keeps a notebook of how his pupils do on average. It is his memory aid. Nobody else uses it. The notebook stays behind on the bus.',
      },
      ask: { nl: 'Valt dit schriftje onder de privacyregels?', en: 'Do the privacy rules cover this notebook?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Nee, het is een eigen geheugensteun voor zijn les.', en: 'No, it is his own memory aid for his lessons.' },
          right: true,
          feedback: {
            nl: 'Zo zegt het handboek het: een lijstje alleen voor jezelf valt erbuiten. Krijgt een invaller het ook, dan telt het mee.',
            en: 'That is what the handbook says: a list just for yourself is outside. If a substitute gets it too, it counts.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Ja, hij houdt het bij omdat hij leraar is.', en: 'Yes, he keeps it because he is a teacher.' },
          right: true,
          feedback: {
            nl: 'Zo leest de wet het: zuiver persoonlijk gaat over thuis, en dit hoort bij zijn werk. Seintje kiest deze strengere kant.',
            en: 'That is how the law reads: purely personal is about home, and this belongs to his work. Seintje takes this stricter side.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Alleen als er ook adressen of geboortedatums in staan.', en: 'Only if it also holds addresses or dates of birth.' },
          right: false,
          feedback: {
            nl: 'Een naam met een cijfer is al een persoonsgegeven. Prestaties op school zijn zelfs gevoelig.',
            en: 'A name with a mark is personal data already. School results are even sensitive.',
          },
        },
      ],
      bothCanBeRight: {
        nl: 'Het handboek en de wet kijken hier verschillend. Het handboek noemt een eigen lijstje persoonlijk. De wet is strenger voor wat je voor je werk bijhoudt. Daarom behandelt Seintje het alsof de regels gelden.',
        en: 'The handbook and the law differ here. The handbook calls your own list personal. The law is stricter about what you keep for work. So Seintje treats it as if the rules apply.',
      },
      doNow: { nl: 'Meld het verlies. Het team beslist wat het is.', en: 'Report the loss. The team decides what it is.' },
      sources: [{ seed: '001', chapter: 'H7.1', example: 7 }, { law: 'AVG 2(2)(c)' }],
    },
    {
      id: 'personal-data-09',
      idea: 'imagesCount',
      roles: ['caretaker', 'ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'In de gang hangt een camera. Een vader komt aan de balie. Zijn zoon is geduwd en hij wil de beelden zien. Er staan ook andere leerlingen op.',
        en: 'A camera hangs in the corridor. A father comes to the desk. His son was pushed and he wants to see the images. Other pupils are on them too.',
      },
      ask: { nl: 'Wat doe je met zijn vraag?', en: 'What do you do with his request?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je laat de beelden zien: het is zijn eigen kind.', en: 'You show the images: it is his own child.' },
          right: false,
          feedback: {
            nl: 'Hij heeft recht op de beelden van zijn eigen kind. Maar de anderen die erop staan hebben ook rechten.',
            en: 'He has a right to the images of his own child. But the others who are on them have rights as well.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je zegt dat ouders beelden van school nooit te zien krijgen.', en: 'You say that parents never get to see the school’s images.' },
          right: false,
          feedback: {
            nl: 'Een ouder mag om inzage vragen. De school moet daar serieus op antwoorden, met zorg voor de andere kinderen.',
            en: 'A parent may ask for access. The school must answer that seriously, with care for the other children.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je geeft zijn verzoek door aan wie de beelden beheert.', en: 'You pass his request to whoever manages the images.' },
          right: true,
          feedback: {
            nl: 'Herkenbare beelden zijn persoonsgegevens. Alleen wie daarvoor is aangewezen, bekijkt ze en zorgt dat anderen beschermd blijven.',
            en: 'Images that show who someone is are personal data. Only those appointed view them and keep others protected.',
          },
        },
      ],
      doNow: {
        nl: 'Schrijf het verzoek op met naam en nummer. Zeg dat er antwoord komt. De beelden moeten bewaard blijven tot het is afgehandeld.',
        en: 'Write down the request with name and number. Say that an answer will come. The images must be kept until it is dealt with.',
      },
      sources: [{ seed: '001', chapter: 'III 6' }, { seed: '001', chapter: 'III 4' }, { seed: '003', chapter: 'vraag 7' }, { law: 'AVG 15' }],
    },
    {
      id: 'personal-data-10',
      idea: 'purposeFirst',
      roles: ['administration', 'schoolLead', 'board'],
      scenario: {
        nl: 'Een bedrijf biedt een gratis rekenapp aan voor alle groepen. Leerlingen loggen in met naam, foto en geboortedatum. De app kan morgen al aan.',
        en: 'A company offers a free maths app for all classes. Pupils sign in with name, photo and date of birth. The app can be switched on tomorrow.',
      },
      ask: { nl: 'Met welke vraag begin je?', en: 'With which question do you begin?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Waarvoor gebruiken we hem, en wat is daarvoor echt nodig?', en: 'What do we use it for, and what does that really need?' },
          right: true,
          feedback: {
            nl: 'Eerst het doel. Dan zie je of een foto nodig is, welke grond er is en wat je aan ouders vertelt.',
            en: 'First the purpose. Then you see whether a photo is needed, what the legal basis is and what you tell parents.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Wat kost hij als hij straks geld gaat kosten?', en: 'What will it cost once it has to be paid for?' },
          right: false,
          feedback: {
            nl: 'Een goede vraag voor de begroting. Maar met gegevens van kinderen komt het doel als eerste.',
            en: 'A good question for the budget. But with children’s data the purpose comes first.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Hoe snel kunnen alle ouders een formulier met toestemming tekenen?', en: 'How soon can all parents sign a form with their consent?' },
          right: false,
          feedback: {
            nl: 'Toestemming vraag je pas als dat de juiste grond is. Voor gewoon lesmateriaal is er vaak een andere. Overleg met de FG.',
            en: 'You ask for consent only where that is the right basis. For ordinary learning material there is often another. Talk to the DPO.',
          },
        },
      ],
      doNow: {
        nl: 'Zet de app pas aan als doel, gegevens en overeenkomst op papier staan.',
        en: 'Switch on the app only when purpose, data and agreement are on paper.',
      },
      sources: [
        { seed: '004', chapter: '2' },
        { seed: '004', chapter: '4' },
        { seed: '002', chapter: 'Zelfreflectie' },
        { law: 'AVG 6(1)' },
        { law: 'AVG 28(3)' },
      ],
    },
    {
      id: 'personal-data-11',
      idea: 'openAboutData',
      roles: ['care', 'caretaker'],
      scenario: {
        nl: 'Bij de ingang ligt een schrift. Bezoekers schrijven hun naam, hun kenteken en bij wie ze komen. Op de vorige regel staat: “gesprek jeugdzorg, groep 5”. Iedereen kan terugbladeren.',
        en: 'A notebook lies at the entrance. Visitors write their name, their licence plate and whom they come to see. The line above says: “youth care talk, group 5”. Anyone can leaf back.',
      },
      ask: { nl: 'Wat is een goede stap?', en: 'What is a good step?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Hetzelfde schrift, maar met een slotje erop', en: 'The same notebook, but with a lock on it' },
          right: false,
          feedback: {
            nl: 'Wie schrijft, ziet de regels erboven nog steeds. En niemand weet waarvoor het kenteken nodig is.',
            en: 'Whoever writes still sees the lines above. And nobody knows what the licence plate is for.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Losse kaartjes, met uitleg waarvoor en hoelang', en: 'Loose cards that say what for and how long' },
          right: true,
          feedback: {
            nl: 'Zo lees je niet mee met een ander. De bezoeker weet vooraf waarvoor het is. Een kenteken vraag je alleen als je er iets mee doet.',
            en: 'So nobody can read about another visitor. The visitor knows beforehand what it is for. You ask for a licence plate only if you use it.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Helemaal stoppen, want bezoekers opschrijven is verboden', en: 'Stop altogether, because writing down visitors is forbidden' },
          right: false,
          feedback: {
            nl: 'Bij brand wil je weten wie er binnen is. Dat is een goed doel. Vraag dan alleen wat daarvoor nodig is.',
            en: 'In a fire you want to know who is inside. That is a good purpose. Then ask only what that needs.',
          },
        },
      ],
      doNow: {
        nl: 'Leg het schrift weg en meld dat het open lag. Spreek af wanneer de kaartjes worden vernietigd.',
        en: 'Put the notebook away and report that it lay open. Agree when the cards are destroyed.',
      },
      sources: [{ seed: '004', chapter: '2' }, { seed: '004', chapter: '6' }, { seed: '001', chapter: 'H7.1' }, { law: 'AVG 13(1)' }],
    },
  ],
}
