import type { Module } from '../module.ts'

export const incidentOrBreach: Module = {
  id: 'incident-or-breach',
  version: 1,
  title: { nl: 'Wat is een incident, wat een datalek?', en: 'What is an incident, what a breach?' },
  intro: {
    nl: 'Hierna zie je het verschil tussen een beveiligingsincident en een datalek. Je weet dat het team dat oordeel geeft. Voor jou blijft één ding gelijk: je meldt het.',
    en: 'After this you see the difference between a security incident and a breach. You know that the team gives that verdict. For you one thing stays the same: you report it.',
  },
  minutes: 4,
  questions: [
    {
      id: 'incident-or-breach-01',
      idea: 'protectedIsIncident',
      roles: 'all',
      scenario: {
        nl: 'Een laptop van school is uit een auto gestolen. Er staan resultaten van duizend leerlingen op. De schijf is goed versleuteld. Niemand kent het wachtwoord en er is een volledige back-up.',
        en: 'A school laptop was stolen from a car. It holds results of a thousand pupils. The disk is well encrypted. Nobody knows the password and there is a complete back-up.',
      },
      ask: { nl: 'Hoe noemt het team dit waarschijnlijk?', en: 'What will the team probably call this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een datalek, want een apparaat met leerlinggegevens is gestolen', en: 'A breach, because a device with pupil data was stolen' },
          right: false,
          feedback: {
            nl: 'Diefstal is altijd een beveiligingsincident. Hier kan de dief niets lezen en de school is niets kwijt. Dan is het geen datalek.',
            en: 'Theft is always a security incident. Here the thief can read nothing and the school lost nothing. Then it is no breach.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een verloren apparaat, iets voor de verzekering', en: 'A lost device, something for the insurance' },
          right: false,
          feedback: {
            nl: 'De gegevens stonden wel bloot aan risico. Het team moet nagaan of de versleuteling echt aan stond. Daarvoor is je melding nodig.',
            en: 'The data were exposed to risk. The team must check that the encryption was really on. Your report is needed for that.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een beveiligingsincident, en het team legt vast waarom', en: 'A security incident, and the team records why' },
          right: true,
          feedback: {
            nl: 'Niemand kan erbij en alles is er nog. Lekt het wachtwoord later toch uit, dan kijkt het team opnieuw.',
            en: 'Nobody can get at it and everything is still there. If the password leaks after all, the team looks again.',
          },
        },
      ],
      doNow: {
        nl: 'Meld een gestolen apparaat meteen, ook als het versleuteld is. Doe aangifte en verander je wachtwoord.',
        en: 'Report a stolen device at once, even if it is encrypted. Tell the police and change your password.',
      },
      sources: [{ seed: '001', chapter: 'H7.2', example: 12 }, { law: 'AVG 4(12)' }],
    },
    {
      id: 'incident-or-breach-02',
      idea: 'lostIsBreach',
      roles: 'all',
      scenario: {
        nl: 'Een tablet valt in het zwembad en start nooit meer. Er stonden observaties van twintig leerlingen op. Die stonden nergens anders. Niemand heeft iets gezien.',
        en: 'A tablet falls into the swimming pool and never starts again. It held observations of twenty pupils. They were nowhere else. Nobody saw anything.',
      },
      ask: { nl: 'Wat is dit?', en: 'What is this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een datalek, omdat de gegevens voorgoed weg zijn', en: 'A breach, because the data are gone for good' },
          right: true,
          feedback: {
            nl: 'Kwijtraken zonder kopie telt net zo goed als uitlekken. De school kan de leerlingen hiermee niet meer helpen.',
            en: 'Losing without a copy counts just as much as leaking. The school can no longer help the pupils with it.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een ongelukje met een apparaat, omdat niemand iets kon lezen', en: 'A mishap with a device, because nobody could read it' },
          right: false,
          feedback: {
            nl: 'Een datalek gaat over meer dan meelezen. Ook wat verdwijnt of stiekem verandert, hoort erbij.',
            en: 'A breach is about more than prying eyes. What disappears or is changed on the sly belongs to it too.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een incident, omdat het zonder opzet was', en: 'An incident, because it was an accident' },
          right: false,
          feedback: {
            nl: 'Opzet maakt voor deze vraag niet uit. Het gaat erom of er nog een volledige kopie is. Die is er niet.',
            en: 'Intent makes no difference here. What counts is whether a complete copy exists. There is none.',
          },
        },
      ],
      doNow: {
        nl: 'Bewaar het apparaat en meld het. ICT kan soms nog iets redden.',
        en: 'Keep the device and report it. ICT can sometimes still save something.',
      },
      sources: [{ seed: '001', chapter: 'H7.2' }, { law: 'AVG 4(12)' }],
    },
    {
      id: 'incident-or-breach-03',
      idea: 'cannotExclude',
      roles: 'all',
      scenario: {
        nl: 'Maandag om acht uur staat de archiefkamer open. Het slot klemt al sinds vrijdag. De leerlingdossiers staan er op alfabet. Bekijk de kamer.',
        en: 'Monday at eight the file room is open. The lock has been stuck since Friday. The pupil files stand there in alphabetical order. Look at the room.',
      },
      artefact: {
        kind: 'fileRoom',
        label: { nl: 'De archiefkamer, maandagochtend', en: 'The file room, Monday morning' },
        parts: [
          {
            id: 'door',
            what: 'object',
            text: { nl: 'De deur staat op een kier. De sleutel zit binnen in het slot.', en: 'The door is ajar. The key is in the lock on the inside.' },
            clue: { nl: 'Wie langsliep, kon naar binnen.', en: 'Whoever walked by could go in.' },
          },
          {
            id: 'cabinet',
            what: 'object',
            text: { nl: 'Een kast met mappen van A tot Z. De kast heeft geen slot.', en: 'A cabinet with folders from A to Z. It has no lock.' },
            clue: { nl: 'Geordende mappen zijn een bestand. Papier telt dan mee.', en: 'Ordered folders are a filing system. Then paper counts.' },
          },
          {
            id: 'table',
            what: 'object',
            text: { nl: 'Op tafel ligt één dossier open, met een zorgplan.', en: 'One file lies open on the table, with a support plan.' },
            clue: { nl: 'Iemand was hier. Een collega of een ander?', en: 'Someone was here. A colleague or somebody else?' },
          },
          {
            id: 'corridor',
            what: 'sign',
            text: { nl: 'Bordje in de gang: naar de gymzaal, ook in het weekend', en: 'Sign in the corridor: to the gym, weekends too' },
            clue: { nl: 'In het weekend liepen hier sporters langs.', en: 'Sports people passed here at the weekend.' },
          },
          {
            id: 'ceiling',
            what: 'object',
            text: { nl: 'In deze gang hangt geen camera.', en: 'There is no camera in this corridor.' },
            clue: { nl: 'Met beelden had het team het misschien kunnen uitsluiten.', en: 'With images the team might have ruled it out.' },
          },
        ],
      },
      ask: { nl: 'Niemand weet of er iemand binnen was. Waar gaat het team van uit?', en: 'Nobody knows whether anyone went in. What does the team assume?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Van een incident, tot blijkt dat iemand echt een dossier las', en: 'An incident, until it turns out that someone read a file' },
          right: false,
          feedback: {
            nl: 'Het werkt andersom. Het team hoeft niet te bewijzen dat er iemand was. Het moet dat juist kunnen uitsluiten.',
            en: 'It works the other way. The team need not prove that someone was there. It must be able to rule that out.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Van een datalek, want dit is niet uit te sluiten', en: 'A breach, because it cannot be ruled out' },
          right: true,
          feedback: {
            nl: 'Leerlingen en bezoekers konden erbij. Zonder bewijs van het tegendeel is het een datalek. Camerabeelden hadden dat kunnen veranderen.',
            en: 'Pupils and visitors could get in. Without proof to the contrary it is a breach. Camera images could have changed that.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Van een klus: papier kan niet gehackt worden', en: 'A job to do: paper cannot be hacked' },
          right: false,
          feedback: {
            nl: 'Het slot maken is nodig. Maar dossiers op papier krijgen dezelfde bescherming als bestanden op een computer.',
            en: 'Mending the lock is needed. But paper files get the same protection as files on a computer.',
          },
        },
      ],
      doNow: {
        nl: 'Sluit de kamer af en laat alles liggen zoals het ligt. Meld vanaf wanneer het slot kapot was.',
        en: 'Close the room and leave everything as it is. Report since when the lock was broken.',
      },
      sources: [{ seed: '001', chapter: 'H7.2', example: 11 }, { seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 2(1)' }],
    },
    {
      id: 'incident-or-breach-04',
      idea: 'proofCounts',
      roles: ['teacher', 'ict', 'schoolLead'],
      scenario: {
        nl: 'Een laptop stond een uur alleen in een lokaal. Er zat een briefje op met de inlognaam en het wachtwoord. Het wachtwoord is meteen veranderd. Het logboek laat zien dat niemand inlogde.',
        en: 'A laptop stood alone in a classroom for an hour. A note with the user name and password was stuck on it. The password was changed at once. The log shows that nobody signed in.',
      },
      ask: { nl: 'Wat betekent dat logboek?', en: 'What does that log mean?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Misbruik is uit te sluiten, dus het blijft een incident.', en: 'Misuse can be ruled out, so it stays an incident.' },
          right: true,
          feedback: {
            nl: 'Het logboek is bewijs. Omdat snel gemeld is, was het logboek er nog en kon het wachtwoord op tijd om.',
            en: 'The log is proof. As the report came fast, the log was still there and the password changed in time.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Weinig, want een wachtwoord op een briefje is altijd een datalek.', en: 'Little, because a password on a note is always a breach.' },
          right: false,
          feedback: {
            nl: 'Het is wel een beveiligingsincident. Een datalek is het pas als je niet kunt uitsluiten dat iemand bij de gegevens kwam.',
            en: 'It is a security incident. It is a breach only if you cannot rule out that someone reached the data.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Het is opgelost, dus het is klaar.', en: 'It is solved, so it is done.' },
          right: false,
          feedback: {
            nl: 'Zonder melding kijkt niemand in het logboek. Juist de melding leverde hier het bewijs op.',
            en: 'Without a report nobody looks at the log. It was the report that brought the proof.',
          },
        },
      ],
      doNow: {
        nl: 'Zie je een briefje met een wachtwoord? Haal het weg, laat het wachtwoord veranderen en meld het.',
        en: 'Do you see a note with a password? Take it away, have the password changed and report it.',
      },
      sources: [{ seed: '001', chapter: 'H7.2', example: 9 }, { law: 'AVG 4(12)' }],
    },
    {
      id: 'incident-or-breach-05',
      idea: 'cannotExclude',
      roles: ['administration', 'schoolLead', 'board'],
      scenario: {
        nl: 'Het salariskantoor mailt loonstroken van acht collega’s naar een verkeerd adres. Het vraagt de ontvanger meteen om alles ongelezen te wissen. De ontvanger belooft dat.',
        en: 'The payroll office e-mails payslips of eight colleagues to a wrong address. It asks the recipient at once to delete everything unread. The recipient promises to.',
      },
      ask: { nl: 'Wat is dit voor jullie school?', en: 'What is this for your school?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een incident, omdat de ontvanger belooft alles te wissen', en: 'An incident, because the recipient promises to delete it all' },
          right: false,
          feedback: {
            nl: 'Vragen om te wissen is goed. Maar een belofte sluit niet uit dat iemand de mail al las.',
            en: 'Asking to delete is good. But a promise does not rule out that someone read the e-mail already.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een zaak van het salariskantoor, omdat dat de fout maakte', en: 'A matter for the payroll office, because it made the mistake' },
          right: false,
          feedback: {
            nl: 'Het kantoor werkt in opdracht van de school. De school blijft verantwoordelijk en moet het zelf beoordelen.',
            en: 'The office works on the school’s instructions. The school stays responsible and must judge it itself.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een datalek, omdat meelezen niet uit te sluiten is', en: 'A breach, because reading cannot be ruled out' },
          right: true,
          feedback: {
            nl: 'Iemand zonder recht kon de loonstroken zien. De belofte van de ontvanger verlaagt het risico wel. Dat telt bij de volgende stap.',
            en: 'Someone without the right could see the payslips. The promise does lower the risk. That counts in the next step.',
          },
        },
      ],
      doNow: {
        nl: 'Meld dit meteen en voeg het bericht van het kantoor toe. De tijd loopt vanaf het moment dat het binnenkwam.',
        en: 'Report this at once and add the office’s message. Time runs from the moment it came in.',
      },
      sources: [{ seed: '001', chapter: 'H7.2', example: 10 }, { law: 'AVG 33(2)' }],
    },
    {
      id: 'incident-or-breach-06',
      idea: 'paperCounts',
      roles: ['teacher', 'administration', 'caretaker'],
      scenario: {
        nl: 'Bij de verhuizing is een doos bij het grofvuil gezet. Er zitten oude brieven in over leerlingen en personeel. Ze liggen los door elkaar. De doos is al opgehaald.',
        en: 'During the move a box was put out with the bulky waste. It holds old letters about pupils and staff. They lie loose and mixed up. The box has been collected.',
      },
      ask: { nl: 'Gelden de privacyregels voor deze doos?', en: 'Do the privacy rules apply to this box?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Nee, losse papieren zonder volgorde zijn geen bestand.', en: 'No, loose papers without any order are no filing system.' },
          right: true,
          feedback: {
            nl: 'Zo zegt het handboek het. Dat gaat op voor stukken die altijd alleen op papier bestonden.',
            en: 'That is what the handbook says. It holds for pieces that only ever existed on paper.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Alleen als de doos open stond toen hij buiten werd gezet.', en: 'Only if the box was open when it was put outside.' },
          right: false,
          feedback: {
            nl: 'Open of dicht verandert de regels niet. Het zegt alleen iets over de kans dat iemand meelas.',
            en: 'Open or closed does not change the rules. It only says something about the chance that someone read it.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Ja, zulke brieven zijn op een computer gemaakt.', en: 'Yes, such letters were made on a computer.' },
          right: true,
          feedback: {
            nl: 'Zo leest de wet het. Een geprinte brief komt uit een computer en valt er dus onder. Dat is de veilige kant.',
            en: 'That is how the law reads. A printed letter comes from a computer and so is covered. That is the safe side.',
          },
        },
      ],
      bothCanBeRight: {
        nl: 'Het handboek kijkt naar de losse berg papier. De wet kijkt ook naar waar een brief vandaan komt. Wie schreef hem met de hand en wie printte hem? Het team zoekt dat uit en kiest bij twijfel de strenge kant.',
        en: 'The handbook looks at the loose heap of paper. The law also looks at where a letter came from. Was it written by hand or printed? The team finds out and takes the strict side when in doubt.',
      },
      doNow: {
        nl: 'Bel wie de doos ophaalde: misschien is hij er nog. Meld het daarna direct.',
        en: 'Call whoever collected the box: it may still be there. Then report it directly.',
      },
      sources: [{ seed: '001', chapter: 'H7.1', example: 6 }, { law: 'AVG 2(1)' }],
    },
    {
      id: 'incident-or-breach-07',
      idea: 'malwareIsBreach',
      roles: ['ict', 'schoolLead', 'board'],
      scenario: {
        nl: 'Op een server van school zit gijzelsoftware. Alle bestanden zijn op slot. De back-up van vannacht werkt en morgen draait alles weer.',
        en: 'Ransomware is on a school server. All files are locked. Last night’s back-up works and tomorrow everything runs again.',
      },
      ask: { nl: 'Hoe behandelt het team dit?', en: 'How does the team treat this?' },
      options: [
        {
          id: 'a',
          text: {
            nl: 'Als storing, omdat de school door de back-up alles terugheeft',
            en: 'As an outage, because the back-up gives the school everything back',
          },
          right: false,
          feedback: {
            nl: 'De back-up lost het kwijtraken op. Maar de aanvaller kan de bestanden ook gekopieerd hebben.',
            en: 'The back-up solves the loss. But the attacker may have copied the files as well.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Als datalek, omdat een aanvaller binnen was en kon kopiëren', en: 'As a breach, because an attacker was inside and could copy' },
          right: true,
          feedback: {
            nl: 'Met kwaadaardige software is meelezen of kopiëren niet uit te sluiten. Daarom gaat het team altijd uit van een datalek.',
            en: 'With malicious software, reading or copying cannot be ruled out. So the team always assumes a breach.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Als incident, tot de aanvaller gaat dreigen', en: 'As an incident, until the attacker threatens' },
          right: false,
          feedback: {
            nl: 'Wachten op een dreigement kost tijd die er niet is. De 72 uur lopen al vanaf de ontdekking.',
            en: 'Waiting for a threat takes time that is not there. The 72 hours run from the discovery.',
          },
        },
      ],
      doNow: {
        nl: 'Haal het netwerk eraf en laat de server aan. Bel; mail kan meegelezen worden.',
        en: 'Take off the network and leave the server on. Call; somebody may be reading your e-mail.',
      },
      sources: [{ seed: '001', chapter: 'H7.2' }, { law: 'AVG 33(1)' }],
    },
    {
      id: 'incident-or-breach-08',
      idea: 'outageCounts',
      roles: ['administration', 'care', 'ict'],
      scenario: {
        nl: 'Het leerlingvolgsysteem ligt sinds vanochtend plat. Niemand kan noodnummers of medicatie opzoeken. De leverancier zegt dat er niets weg is. Het duurt nog tot morgen.',
        en: 'The pupil monitoring system has been down since this morning. Nobody can look up emergency numbers or medication. The supplier says nothing is lost. It will last until tomorrow.',
      },
      ask: { nl: 'Wat past hierbij?', en: 'What fits here?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Je belt de helpdesk en wacht tot het weer werkt.', en: 'You call the helpdesk and wait until it works.' },
          right: false,
          feedback: {
            nl: 'De helpdesk bellen is goed. Maar er niet bij kunnen is ook een probleem, zeker met medicatie.',
            en: 'Calling the helpdesk is good. But being unable to reach data is a problem too, certainly with medication.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Je meldt zelf een datalek bij de AP.', en: 'You notify the authority of a breach yourself.' },
          right: false,
          feedback: {
            nl: 'Melden bij de AP doet het team, na een oordeel. Jij meldt bij de FG, met Seintje.',
            en: 'Notifying the authority is the team’s work, after a verdict. You report to the DPO, with Seintje.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Je meldt het als incident; het team weegt hoe lang en hoe erg.', en: 'You report an incident; the team weighs how long and how bad.' },
          right: true,
          feedback: {
            nl: 'Ook beschikbaar zijn hoort bij beveiliging. Kort en zonder gevolgen is anders dan lang en met gevolgen.',
            en: 'Being available is part of security too. Short and harmless is different from long and harmful.',
          },
        },
      ],
      doNow: {
        nl: 'Zorg dat de belangrijkste noodnummers ergens veilig op papier liggen. Meld de storing.',
        en: 'Make sure that the main emergency numbers are safely on paper somewhere. Report the outage.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 6' }, { law: 'AVG 4(12)' }, { law: 'AVG 32(1)' }],
    },
    {
      id: 'incident-or-breach-09',
      idea: 'insideCounts',
      roles: ['teacher', 'care', 'schoolLead', 'ict'],
      scenario: {
        nl: 'Een collega vertelt in de koffiekamer wat hij las in het zorgdossier van een leerling. Hij geeft het kind geen les. Hij was nieuwsgierig en kon het dossier gewoon openen.',
        en: 'In the staff room a colleague tells what he read in a pupil’s care file. He does not teach the child. He was curious and could simply open the file.',
      },
      ask: { nl: 'Hoe kijk je hiernaar?', en: 'How do you look at this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Het blijft binnen de school. Er lekte niets.', en: 'It stays inside the school. Nothing leaked.' },
          right: false,
          feedback: {
            nl: 'Ook binnen de school heb je een reden nodig om een dossier te openen. Nieuwsgierigheid is er geen.',
            en: 'Inside the school too you need a reason to open a file. Curiosity is none.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Iemand zag wat hij niet mocht zien. Dat meld je.', en: 'Someone saw what he should not see. You report that.' },
          right: true,
          feedback: {
            nl: 'Kijken zonder dat het mag, is een datalek. Ook als een collega het doet. Het team kijkt vooral waarom dit zomaar kon.',
            en: 'Looking without the right is a breach. Also when a colleague does it. The team mostly asks why this was possible.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Hij had toegang, dus hij mocht het lezen.', en: 'He had access, so he was allowed to read it.' },
          right: false,
          feedback: {
            nl: 'Kunnen openen is iets anders dan mogen. Te ruime rechten zijn juist een reden om te melden.',
            en: 'Being able to open is not the same as being allowed to. Rights that are too wide are a reason to report.',
          },
        },
      ],
      doNow: {
        nl: 'Meld wat je hoorde. In Seintje kun je aangeven wie de melding niet mag zien.',
        en: 'Report what you heard. In Seintje you can say who must not see the report.',
      },
      sources: [{ seed: '000', chapter: '1.1' }, { seed: '004', chapter: '10' }, { law: 'AVG 4(12)' }],
    },
    {
      id: 'incident-or-breach-10',
      idea: 'figuresWithoutPeople',
      roles: 'all',
      scenario: {
        nl: 'Je mailt de uitnodiging voor de schoolmusical per ongeluk naar een verkeerde groep. In de mail staan alleen de titel, de datum en de zaal. Alle adressen stonden in bcc.',
        en: 'By mistake you e-mail the invitation for the school musical to a wrong group. It holds only the title, the date and the hall. All addresses were in bcc.',
      },
      ask: { nl: 'Wat is dit?', en: 'What is this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een vergissing waarin niets over een persoon staat', en: 'A slip that says nothing about any person' },
          right: true,
          feedback: {
            nl: 'Het bericht zegt niets over een persoon, en de adressen bleven verborgen. Er is dus niets gelekt.',
            en: 'The message says nothing about a person, and the addresses stayed hidden. So nothing leaked.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een datalek, want de ontvangers kloppen niet', en: 'A breach, as the recipients are wrong' },
          right: false,
          feedback: {
            nl: 'Het hangt af van de inhoud. Met namen van leerlingen erin was het anders geweest.',
            en: 'It depends on the contents. With names of pupils in it, it would have been different.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een datalek, want ze weten nu dat de school hun adres heeft', en: 'A breach, as they now know that the school has their address' },
          right: false,
          feedback: {
            nl: 'Iedere ontvanger ziet alleen het eigen adres. Niemand leert iets over een ander.',
            en: 'Each recipient sees only their own address. Nobody learns anything about another.',
          },
        },
      ],
      doNow: {
        nl: 'Stuur een korte correctie. Weet je de inhoud niet zeker, meld het dan toch.',
        en: 'Send a short correction. If you are unsure of the contents, report it anyway.',
      },
      sources: [{ seed: '001', chapter: 'H7.1', example: 1 }, { law: 'AVG 4(1)' }],
    },
    {
      id: 'incident-or-breach-11',
      idea: 'reportWhenInDoubt',
      roles: ['care', 'caretaker', 'board'],
      scenario: {
        nl: 'Een sleutelbos van school is weg. Eén sleutel past op de archiefkamer met dossiers. Aan de bos hangt een label met de naam van de school. De kamer is nog dicht.',
        en: 'A bunch of school keys is gone. One key fits the file room. A tag with the school’s name hangs on it. The room is still locked.',
      },
      ask: { nl: 'Wat is dit?', en: 'What is this?' },
      options: [
        {
          id: 'a',
          text: { nl: 'Een klus voor de slotenmaker, want er is nog niets gebeurd', en: 'A job for the locksmith, because nothing has happened yet' },
          right: false,
          feedback: {
            nl: 'Het slot moet om, dat klopt. Maar tot die tijd kan iemand naar binnen, en dat moet het team weten.',
            en: 'The lock must be changed, that is so. But until then someone can get in, and the team must know that.',
          },
        },
        {
          id: 'b',
          text: { nl: 'Een datalek, want een vreemde kan nu bij de dossiers', en: 'A breach, because a stranger can now reach the files' },
          right: false,
          feedback: {
            nl: 'Het kan, maar het is nog niet gebeurd. Het wordt een datalek als het team meelezen niet meer kan uitsluiten.',
            en: 'It could, but it has not happened yet. It becomes a breach if the team can no longer rule out reading.',
          },
        },
        {
          id: 'c',
          text: { nl: 'Een beveiligingsincident, want de bescherming is weg', en: 'A security incident, because the protection is gone' },
          right: true,
          feedback: {
            nl: 'Een incident begint al als gegevens bloot komen te staan. Gaat het slot vandaag om, dan kan het daarbij blijven.',
            en: 'An incident starts as soon as data are exposed. If the lock is changed today, it may stay at that.',
          },
        },
      ],
      doNow: {
        nl: 'Meld sinds wanneer de sleutels weg zijn. Laat het slot vervangen en houd de gang in de gaten.',
        en: 'Report since when the keys are gone. Have the lock replaced and keep an eye on the corridor.',
      },
      sources: [{ seed: '001', chapter: 'VII-B 2' }, { seed: '001', chapter: 'H7.2' }, { law: 'AVG 32(2)' }],
    },
  ],
}
