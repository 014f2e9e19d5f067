namespace CareIdentity.Population;

/// <summary>Names as people who work in British health and care bear them, written down for this generator: by community, the frequent first.</summary>
internal static class PeopleNames
{
    /// <summary>Of a hundred people, how many belong to the community, and its names.</summary>
    public static readonly (int Share, string[] Given, string[] Family)[] Communities =
    [
        (58, Split("""
            Sarah James Emma David Claire Andrew Laura Paul Rebecca Mark Rachel Michael Helen John Nicola Richard Louise Daniel Karen Christopher
            Lisa Matthew Joanne Stephen Jennifer Robert Amy Thomas Samantha Simon Hannah Peter Katie Ian Charlotte Benjamin Lucy Adam Victoria Jonathan
            Gemma Steven Kelly William Jessica Alexander Elizabeth Craig Natalie Martin Susan Gareth Deborah Neil Jane Joseph Alison Luke Sophie Kevin
            Caroline Stuart Catherine Oliver Amanda Jack Julie George Alice Edward Heather Philip Olivia Graham Megan Keith Zoe Colin Abigail Tracey
            """), Split("""
            Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke
            Clark Harrison Scott Turner Hill Moore Cooper Ward Morris King Watson Baker Morgan Harris Mitchell Phillips Young Allen Bell Lee Parker
            Bennett Cook Shaw Kelly Richardson Carter Marshall Collins Cox Adams Webb Price Murphy Hughes Barker Fletcher Holmes Palmer Mills Atkinson
            """)),
        (6, Split("Siobhan Niamh Aoife Ciara Sinéad Róisín Gráinne Seán Liam Conor Ciarán Padraig Eoin Declan Brendan Fiona Caoimhe Orla Cormac Donal"), Split("O'Brien O'Connor Murphy Byrne Ryan O'Neill Doyle McCarthy Gallagher Doherty Kennedy Lynch Quinn McLaughlin Ó'Dálaigh Fitzgerald Nolan Brennan Donnelly McGrath")),
        (5, Split("Fiona Callum Eilidh Hamish Morag Ewan Isla Alasdair Catriona Angus Kirsty Rory Shona Gregor Ailsa Finlay Mairi Blair Iona Lachlan"), Split("MacDonald Campbell Stewart Robertson Anderson MacLeod Ross Murray Fraser Cameron Grant Reid McKenzie Sinclair Sutherland Munro Buchanan MacGregor Douglas Kerr")),
        (4, Split("Siân Gareth Rhiannon Dafydd Angharad Rhys Bethan Owain Cerys Huw Ffion Ieuan Carys Geraint Nerys Emyr Lowri Gwyn Eleri Hywel"), Split("Griffiths Lewis Llewellyn Powell Rees Pritchard Bevan Vaughan Gwynne Howells Parry Prosser Tudor Meredith Ap-Rhys Bowen Pugh Lloyd Owen Jenkins")),
        (8, Split("Asha Amit Priya Sanjay Neha Rahul Anjali Vijay Kavita Rajesh Pooja Deepak Meera Suresh Sunita Anil Nisha Ravi Lakshmi Kiran Harpreet Gurpreet Jaspreet Manpreet Balwinder Simran"), Split("Patel Singh Kaur Sharma Shah Kumar Gupta Mehta Desai Joshi Nair Reddy Iyer Rao Chopra Kapoor Malhotra Bhatt Chauhan Gill Sandhu Dhillon Sidhu Vaghela Unnikrishnan Krishnamurthy")),
        (7, Split("Mohammed Fatima Muhammad Aisha Ahmed Zainab Ali Maryam Hassan Khadija Usman Amina Bilal Sadia Imran Nadia Tariq Rukhsana Faisal Shazia Abdul Yasmin Omar Hafsa"), Split("Khan Ahmed Ali Hussain Begum Akhtar Malik Iqbal Mahmood Rahman Chowdhury Miah Shah Mirza Bibi Aziz Siddiqui Qureshi Sheikh Butt Uddin Islam")),
        (5, Split("Chinedu Ngozi Emeka Chioma Oluwaseun Adebayo Folake Tunde Kwame Ama Kofi Abena Yaa Blessing Grace Tendai Rutendo Tatenda Precious Nkechi Ifeoma Babatunde"), Split("Okafor Adeyemi Okonkwo Mensah Boateng Eze Nwosu Owusu Asante Adebayo Ogunleye Balogun Osei Moyo Ncube Dube Sibanda Chukwu Afolabi Olawale Appiah Amponsah")),
        (4, Split("Agnieszka Katarzyna Małgorzata Piotr Paweł Łukasz Magdalena Joanna Tomasz Krzysztof Aleksandra Ewa Michał Zofia Andrei Ioana Mihai Elena Cristina Rasa"), Split("Nowak Kowalski Kowalska Wiśniewski Wiśniewska Wójcik Kamiński Lewandowska Zieliński Szymańska Woźniak Dąbrowski Popescu Ionescu Popa Radu Kazlauskas Novák Horvath Jankauskas")),
        (3, Split("Maria Jose Mary-Grace Rizalyn Jocelyn Rowena Angelo Marites Arnel Lorna Wei Li Ming Xiu Yan Jun Hui Anh Thi Minh Siu-Ling Ka-Yan"), Split("Santos Reyes Cruz Bautista Garcia Dela-Cruz Mendoza Villanueva Wong Chan Li Chen Wang Zhang Nguyen Tran Le Pham Cheung Leung Lam Ho")),
    ];

    private static readonly string[] Places = Split("Ash Thorn Black White Har Wood Kirk Brad Hol Lang New Oak Pen Red Ains Stan Shep Whit Wal Rad Nor Sut Mid West East Hart Cran Bar Brom Clay Craw Den Dun Fair Farn Good Hamp Hath Hen Hor Ing Ken Kings Lin Lock Lud Mar Mel Milk Mor Nettle Off Pick Ray Rom Row Ruther Sel Sher");

    private static readonly string[] Endings = Split("ton ley ford ham worth field wood by well den land bourne stone ridge brook more bury combe shaw thwaite wick hurst dale gate cliffe");

    /// <summary>The long tail: some 1,500 names after places, each borne by few.</summary>
    public static readonly string[] RareFamilies = [.. Places.SelectMany(_ => Endings, (place, ending) => place + ending)];

    private static string[] Split(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
