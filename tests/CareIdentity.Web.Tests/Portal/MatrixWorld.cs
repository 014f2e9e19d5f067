using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// The training world with one of everything that a route names, so that each page is asked about something that there is; and with a Registration
/// Authority that is no other's parent or child, where nobody of the cast may do anything.
/// </summary>
internal sealed partial class MatrixWorld(TrainingPortal portal)
{
    public const string ForeignRa = "TRA09";
    public const string ForeignPharmacy = "TPH09";
    public const string Foreigner = "Yusra Elsewhere";
    public const string ForeignPositionName = "Counter elsewhere";
    public const string ForeignWorkgroupName = "Nights elsewhere";

    /// <summary>Somebody of the pharmacy about whom no route is asked: what is wrong with their card and their staff record changes no answer about others.</summary>
    private const string Aside = "Ruth Abernethy";

    private readonly Dictionary<string, string> uuidsOf = new(StringComparer.Ordinal);

    /// <summary>What stands for a parameter, by the beginning of the route.</summary>
    private readonly List<(string Begins, string Parameter, string Id)> records = [];

    /// <summary>The position that each of them holds, where there is one.</summary>
    private readonly Dictionary<string, string> assignments = new(StringComparer.Ordinal);

    public Guid ForeignPosition { get; private set; }

    /// <summary>A position, a person, what they hold and a workgroup, all at the foreign pharmacy.</summary>
    public IReadOnlyList<string> ForeignIds { get; private set; } = [];

    /// <summary>A position of the pharmacy that makes its holder RA staff.</summary>
    public string Unlocking { get; private set; } = "";

    public string Uuid(string name) => uuidsOf[name];

    /// <param name="people">Whom routes are asked about, or who asks.</param>
    public static async Task<MatrixWorld> MakeAsync(TrainingPortal portal, IEnumerable<string> people)
    {
        var world = new MatrixWorld(portal);
        await world.MakeForeignAsync();
        foreach (var name in people)
        {
            await world.FindAsync(name);
        }

        await world.MakeRecordsAsync();
        return world;
    }

    /// <summary>The address of the route for something that there is.</summary>
    /// <param name="person">Whom it is about, where it is about somebody.</param>
    public string Fill(string route, string? person = null, string organisation = "TPH01")
    {
        var path = "/" + route.Replace("{code}", organisation, StringComparison.Ordinal).Replace("{status:int}", "404", StringComparison.Ordinal).Replace("/{handler?}", "", StringComparison.Ordinal);
        if (person is not null)
        {
            path = path
                .Replace("{uuid}", uuidsOf[person], StringComparison.Ordinal)
                .Replace("{serial}", portal.CardOf(person == Foreigner ? "Zofia Wiśniewska" : person).Serial, StringComparison.Ordinal) // They have no card: somebody else's.
                .Replace("{work}", "repair", StringComparison.Ordinal)
                .Replace("positions/{id:guid}", $"positions/{assignments.GetValueOrDefault(person, Guid.Empty.ToString())}", StringComparison.Ordinal);
        }

        foreach (var (begins, parameter, id) in records.Where(record => route.StartsWith(record.Begins, StringComparison.Ordinal)))
        {
            path = path.Replace(parameter, id, StringComparison.Ordinal);
        }

        return path + (route.EndsWith("/letter", StringComparison.Ordinal) ? $"?person={uuidsOf["Zofia Wiśniewska"]}&position={Unlocking}" : "");
    }

    private async Task MakeForeignAsync()
    {
        var (ra, pharmacy) = (OdsCode.Parse(ForeignRa), OdsCode.Parse(ForeignPharmacy));
        foreach (var (code, name, kind, parent) in new[] { (ra, "Elsewhere Registration Authority", OrganisationKind.RegistrationAuthority, (OdsCode?)null), (pharmacy, "Elsewhere Pharmacy", OrganisationKind.Pharmacy, ra) })
        {
            Assert.Null((await portal.WithAsync((SetUpOrganisation setUp) => setUp.ExecuteAsync(
                new SetUpOrganisationRequest { Code = code, Details = new OrganisationDetails { Name = name, Kind = kind }, RaParent = parent }, Actor.Service, default))).Refusal);
        }

        ForeignPosition = (await portal.WithAsync((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = pharmacy, Name = ForeignPositionName, AccessProfiles = [new NewAccessProfile(pharmacy, RCode.Parse("R8009"), [])], ApprovalNote = "Set up" }, Actor.Service, default))).Value;
        var names = Foreigner.Split(' ');
        Assert.Null((await portal.WithAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = names[0], FamilyName = names[1], DateOfBirth = new DateOnly(1990, 2, 3) },
                Organisation = pharmacy,
                Positions = [(ForeignPosition, new DateOnly(2020, 1, 1), null)],
                TermsAccepted = true,
            },
            Actor.Service,
            default))).Refusal);
    }

    /// <summary>For who sends what is at the foreign pharmacy.</summary>
    public async Task FindForeignAsync()
    {
        var root = await portal.AsAsync("Margaret Oyelaran");
        await FindAsync(Foreigner);
        await (await PortalForm.OpenAsync(root, $"/organisations/{ForeignPharmacy}/workgroups")).Fill("Name", ForeignWorkgroupName).DoneAsync("Create the workgroup");
        var profile = (await portal.WithAsync((ProfileQueries queries) => queries.FindAsync(UserUuid.Parse(Uuid(Foreigner)), default)))!.Id;
        ForeignIds = [$"{ForeignPosition}", $"{profile}", assignments[Foreigner], Id(await root.PageAsync($"/organisations/{ForeignPharmacy}/workgroups"), "main a[href^='/workgroups/']")];
    }

    private async Task FindAsync(string name)
    {
        var root = await portal.AsAsync("Margaret Oyelaran");
        var found = await root.PageAsync("/search?q=" + Uri.EscapeDataString(name));
        uuidsOf[name] = found.QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!["/people/".Length..];
        var held = (await root.PageAsync($"/people/{uuidsOf[name]}/access")).QuerySelector("main .cis-position a[href*='/positions/']");
        if (held is not null)
        {
            assignments[name] = held.GetAttribute("href")!.Split('/')[4];
        }
    }

    /// <summary>Raised, proposed, uploaded and set up by those whose work it is, on their pages.</summary>
    private async Task MakeRecordsAsync()
    {
        var (priya, sam, olga, edwin) = (await portal.AsAsync("Priya Raman"), await portal.AsAsync("Sam Taylor"), await portal.AsAsync("Olga Nowak"), await portal.AsAsync("Edwin Clarke"));
        var position = Id(await priya.PageAsync("/organisations/TPH01/positions"), "main a[href^='/positions/']");
        Unlocking = (await priya.PageAsync("/organisations/TPH01/staff/new")).QuerySelectorAll("select[name=position] option").Select(o => o.GetAttribute("value")!).First(v => v.Length > 0);
        await (await PortalForm.OpenAsync(priya, "/organisations/TPH01/workgroups")).Fill("Name", "Dispensary").DoneAsync("Create the workgroup");
        var version = await (await PortalForm.OpenAsync(edwin, "/administration/reference")).Fill("Why", "Receptionists see the summary record").DoneAsync("Propose it");
        var link = await new ApplicantJourney(portal).InviteAsync(sam, "Quillan", "Abernethy", "quillan@example.org");
        var source = await (await PortalForm.OpenAsync(priya, "/staff-records/new")).Fill("Name", "Riverside staff record").Fill("Sites", "TPH01").Fill("Reason", "HR asked").DoneAsync("Set it up");
        await (await PortalForm.OpenAsync(priya, $"{source}/map")).Fill("StaffPosition", "PHARM-DISP").Fill("StaffPositionName", "Dispenser").Fill("Position", position).Fill("Note", "Same job").DoneAsync("Propose the mapping");
        await FindAsync(Aside);
        records.AddRange(
        [
            ("card-work/", "{id:guid}", await CardWorkAsync()),
            ("offline-forms/", "{id:guid}", await OfflineFormAsync(sam)),
            ("apply/", "{link}", link.Split('/')[^1]),
            ("staff-records/conflicts/", "{id:guid}", await ConflictAsync(priya, source)),
            ("positions/", "{id:guid}", position),
            ("workgroups/", "{id:guid}", Id(await priya.PageAsync("/organisations/TPH01/workgroups"), "main a[href^='/workgroups/']")),
            ("administration/reference/", "{id:guid}", version.Split('/')[^1]),
            ("batches/", "{id:guid}", await UploadAsync(priya)),
            ("staff-records/mappings/", "{id:guid}", Id(await priya.PageAsync(source), "main a[href^='/staff-records/mappings/']", 3)),
            ("staff-records/", "{id:guid}", source.Split('/')[^1]),
            ("organisations/", "{appointment:guid}", Id(await priya.PageAsync("/organisations/TPH01/staff?q=sam"), "main a[href*='/staff/']", 4)),
            ("organisations/", "{session:guid}", Id(await priya.PageAsync("/organisations/TRA01/training"), "main a[href*='/training/']", 4)),
            ("requests/", "{reference}", Last(await olga.PageAsync("/requests?list=yours"), "main a[href^='/requests/R-']")),
            ("applications/", "{reference}", Last(await sam.PageAsync("/applications?list=open"), "main a[href^='/applications/A-']")),
            ("", "{id:guid}", "11111111-1111-4111-8111-111111111111"),
            ("", "{reference}", "R-AAAA-AAAA"),
        ]);
    }

    /// <summary>Begun at a desk and never finished.</summary>
    private async Task<string> CardWorkAsync()
    {
        var ravi = await portal.AsAsync("Ravi Menon");
        var work = await PortalForm.OpenAsync(ravi, $"/people/{uuidsOf[Aside]}/cards/{portal.CardOf(Aside).Serial}/repair");
        Assert.True(work.Page.QuerySelector("main form") is not null, work.Main);
        var begun = await work.Fill("Why", "The reader says no").DoneAsync("Start");
        return begun.Split('/')[^1];
    }

    private async Task<string> OfflineFormAsync(PortalVisitor visitor)
    {
        using var entered = await OfflineFormPagesTests.EnterAsync(visitor, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-2), $"/people/{uuidsOf[Aside]}", Convert.FromBase64String(OfflineFormPagesTests.Dot));
        return entered.Headers.Location!.OriginalString.Split('/')[^1];
    }

    /// <summary>HR sends a number that leads to somebody of another name.</summary>
    private async Task<string> ConflictAsync(PortalVisitor manager, string source)
    {
        var made = await (await PortalForm.OpenAsync(manager, source)).Fill("Reason", "For the client").AgainAsync("Make a secret");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/staff-records/4711/1")
        {
            Content = new StringContent($$"""{ "organisation": "TPH01", "givenName": "Xanthe", "familyName": "Quillfeather", "dateOfBirth": "1991-04-03", "uuid": "{{uuidsOf[Aside]}}", "staffPosition": "PHARM-DISP", "firstDay": "2026-01-05" }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{source.Split('/')[^1]}:{Secret().Match(made.Main).Groups[1].Value}")));
        using var answer = await portal.Stranger().Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Id(await manager.PageAsync($"{source}/conflicts"), "main a[href^='/staff-records/conflicts/']", 3);
    }

    /// <summary>When it is looked at: before that, whether it can be started depends on how quick the worker is.</summary>
    private static async Task<string> UploadAsync(PortalVisitor visitor)
    {
        var token = (await visitor.PageAsync("/batches/new")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("New rota"), "Reason" }, { new StringContent("Close"), "Kind" } };
        var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes("uuid\r\n1\r\n"));
        bytes.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(bytes, "Upload", "people.csv");
        using var answer = await visitor.Client.PostAsync(new Uri("/batches/new", UriKind.Relative), content);
        var batch = answer.Headers.Location!.OriginalString;
        await Testing.Waiting.UntilAsync(async () => (await visitor.PageAsync(batch)).QuerySelector("h1 .nhsuk-tag")!.TextContent.Trim() == "To be started", "the batch is looked at");
        return batch.Split('/')[^1];
    }

    private static string Id(AngleSharp.Dom.IParentNode page, string selector, int part = 2) =>
        page.QuerySelectorAll(selector).Select(a => a.GetAttribute("href")!.Split('/')).Where(parts => parts.Length > part).Select(parts => parts[part]).First(id => Guid.TryParse(id, out _));

    private static string Last(AngleSharp.Dom.IParentNode page, string selector) => page.QuerySelector(selector)!.GetAttribute("href")!.Split('/')[^1];

    [GeneratedRegex("Secret: ([A-Za-z0-9_-]{43})")]
    private static partial Regex Secret();
}
