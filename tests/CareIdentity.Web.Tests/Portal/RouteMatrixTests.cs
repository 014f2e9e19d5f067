using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// Every page, opened by everybody: each role at its own organisation, below, above and beside it, about themselves and others, and by somebody
/// who has not signed in. What came out is compared with <c>route-matrix.txt</c>, which people review; a page that is not in it fails. What
/// refuses to be opened must refuse every form that is posted to it, too; what opens must answer an empty form without breaking. Every other
/// route stands in <c>route-verbs.txt</c> with its verbs.
/// </summary>
/// <remarks>The functions behind the pages are walked role by role, and with what lapses, in <c>AuthorityMatrixTests</c>.</remarks>
public sealed partial class RouteMatrixTests : IDisposable
{
    /// <summary>A world of its own: other tests give positions and close them.</summary>
    private readonly TrainingPortal portal = new();

    private const string Legend = """
        # Who may open which page of the training world. P page, R refused with who can help (403), N a page that says why not now (422, 409), - not found (404), > sent elsewhere, S asked to sign in.
        # Made by RouteMatrixTests; a difference is written to artifacts/route-matrix.txt. Review each letter before it is taken over.

        """;

    private static readonly (string Word, string? Name)[] Principals =
    [
        ("nobody", null),
        ("sponsor", "Sam Taylor"),
        ("sponsor beside", "Olga Nowak"),
        ("ID checker", "Hannah Lewis"),
        ("LSA", "Leon Bright"),
        ("no RA role", "Niamh O'Dálaigh"),
        ("RA agent", "Ravi Menon"),
        ("advanced", "Gareth Pritchard"),
        ("RA manager", "Priya Raman"),
        ("root", "Margaret Oyelaran"),
        ("audit", "Abdul Karim"),
        ("lapsed agent", "Rhys Bevan"),
        ("untrained agent", "Ines Ferreira"),
        ("checker in grace", "Callum Reid"),
        ("RBAC admin", "Edwin Clarke"),
        ("closed", Closed),
    ];

    /// <summary>Signed in, and then their profile was closed.</summary>
    private const string Closed = "Lucy Hargreaves";

    /// <summary>A Registration Authority that is no other's parent or child, with a pharmacy.</summary>
    private const string ForeignRa = "TRA09";
    private const string ForeignPharmacy = "TPH09";
    private const string Foreigner = "Yusra Elsewhere";

    /// <summary>One of each: who works at the sponsor's pharmacy, at the trust, at the RA above.</summary>
    private static readonly (string Word, string Name)[] People = [("at the pharmacy", "Zofia Wiśniewska"), ("at the trust", "Aysha Patil"), ("at the RA", "Kirsty MacLeod"), ("at a foreign pharmacy", Foreigner)];

    private static readonly (string Word, string Code)[] Organisations = [("pharmacy", "TPH01"), ("trust", "TTR01"), ("RA", "TRA01"), ("national", "TNAT1"), ("foreign RA", ForeignRa), ("foreign pharmacy", ForeignPharmacy)];

    private readonly Dictionary<string, string> uuidsOf = new(StringComparer.Ordinal);

    /// <summary>What a form of theirs carries; asked for once.</summary>
    private readonly Dictionary<PortalVisitor, string> tokens = [];

    [Fact]
    public async Task Every_page_opens_for_whom_it_should_and_for_nobody_else()
    {
        var stranger = portal.Stranger();
        await MakeForeignAsync();
        foreach (var name in Principals.Select(p => p.Name).OfType<string>().Concat(People.Select(p => p.Name)))
        {
            await FindAsync(name);
        }

        await CloseAsync();

        var position = Link(await (await portal.AsAsync("Priya Raman")).PageAsync("/organisations/TPH01/positions"), "main a[href^='/positions/']");
        var reference = Reference().Match((await (await portal.AsAsync("Olga Nowak")).PageAsync("/requests?list=yours")).QuerySelector("main")!.InnerHtml).Value;
        Assert.NotEmpty(reference);
        var manager = await portal.AsAsync("Priya Raman");
        var appointment = Link(await manager.PageAsync("/organisations/TPH01/staff?q=sam"), "main a[href*='/staff/']", 4);
        var session = Link(await manager.PageAsync("/organisations/TRA01/training"), "main a[href*='/training/']", 4);
        var unlocking = (await manager.PageAsync("/organisations/TPH01/staff/new")).QuerySelectorAll("select[name=position] option").Select(o => o.GetAttribute("value")!).First(v => v.Length > 0);
        var table = new StringBuilder(Legend.ReplaceLineEndings("\n"));
        table.Append("page | about | ").AppendJoin(" | ", Principals.Select(p => p.Word)).Append('\n');
        var (cells, posts, open, opened) = (0, 0, new List<string>(), new List<(PortalVisitor Visitor, string? Name, string Path)>());
        foreach (var (route, model) in Pages())
        {
            foreach (var (about, fill) in Targets(route))
            {
                var letters = new List<char>();
                foreach (var (_, name) in Principals)
                {
                    var path = fill(route, name).Replace("{id:guid}", position, StringComparison.Ordinal).Replace("{reference}", reference, StringComparison.Ordinal)
                        .Replace("{appointment:guid}", appointment, StringComparison.Ordinal).Replace("{session:guid}", session, StringComparison.Ordinal);
                    path += route.EndsWith("/letter", StringComparison.Ordinal) ? $"?person={uuidsOf["Zofia Wiśniewska"]}&position={unlocking}" : "";
                    var visitor = name is null ? stranger : await portal.AsAsync(name);
                    using var answer = await visitor.GetAsync(path);
                    letters.Add(Letter(answer, path));
                    cells++;
                    foreach (var handler in Handlers(model))
                    {
                        var form = path + (path.Contains('?', StringComparison.Ordinal) ? handler.Replace('?', '&') : handler);
                        if (letters[^1] is 'R' or 'N')
                        {
                            posts++;
                            using var refused = await PostAsync(visitor, form);
                            if ((int)refused.StatusCode < 400)
                            {
                                open.Add($"{name} posts to {form}: {(int)refused.StatusCode}");
                            }
                        }
                        else
                        {
                            opened.Add((visitor, name, form));
                        }
                    }
                }

                table.Append(route).Append(" | ").Append(about).Append(" | ").AppendJoin(" | ", letters).Append('\n');
            }
        }

        // Last, as an empty form may do something where nothing is asked.
        foreach (var (visitor, name, form) in opened)
        {
            posts++;
            using var answer = await PostAsync(visitor, form);
            if ((int)answer.StatusCode >= 500 || (name is null or Closed && answer.StatusCode is HttpStatusCode.OK && !IsPublic(form)))
            {
                open.Add($"{name ?? "Nobody"} posts to {form}: {(int)answer.StatusCode}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: authorisation matrix of pages: {cells} cells ({Pages().Count()} pages, {Principals.Length} kinds of people), {posts} forms posted.");
        Assert.True(open.Count == 0, string.Join("\n", open));
        Compare(table.ToString(), "route-matrix.txt");
    }

    /// <summary>Every route, page or not, with the verbs that it answers: a new one, or a new form of a page, is reviewed here.</summary>
    [Fact]
    public async Task Every_route_answers_the_verbs_of_the_table_and_no_other()
    {
        var table = new StringBuilder("# Every route and the verbs that it answers; the forms of a page by their names. Made by RouteMatrixTests; review each line before it is taken over.\n");
        var (asked, wrong) = (0, new List<string>());
        var visitor = await portal.AsAsync("Sam Taylor");
        var routes = portal.Routes.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null);
        foreach (var group in routes.GroupBy(route => route.RoutePattern.RawText!.TrimStart('/')).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var verbs = group.SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
            var page = group.Select(route => route.Metadata.GetMetadata<PageActionDescriptor>()).FirstOrDefault(page => page is not null);
            var forms = page is null ? [] : Handlers(ModelOf(page)).Select(handler => handler.Length == 0 ? "form" : handler["?handler=".Length..]).Order(StringComparer.Ordinal).ToList();
            table.Append(group.Key).Append(" | ").AppendJoin(' ', page is null ? (verbs.Count == 0 ? ["any"] : verbs) : ["page"]).Append(" | ").AppendJoin(' ', forms).Append('\n');
            if (page is not null && !group.Key.StartsWith("errors/", StringComparison.Ordinal)) // Shown in place of whatever was refused, by any verb.
            {
                var path = "/" + Parameter().Replace(group.Key, match => match.Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : match.Value.Contains("int", StringComparison.Ordinal) ? "404" : "TPH01");
                foreach (var verb in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
                {
                    asked++;
                    using var request = new HttpRequestMessage(verb, new Uri(path, UriKind.Relative));
                    using var answer = await visitor.Client.SendAsync(request);
                    if ((int)answer.StatusCode is < 400 or >= 500)
                    {
                        wrong.Add($"{verb} {path}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: authorisation matrix of verbs: {table.ToString().Count(c => c == '\n') - 1} routes, {asked} questions by verbs that none answers.");
        Assert.Empty(wrong);
        Compare(table.ToString(), "route-verbs.txt");
    }

    public void Dispose() => portal.Dispose();

    private static bool IsPublic(string path) =>
        path.StartsWith("/ra-directory", StringComparison.Ordinal) || path.StartsWith("/sign-in", StringComparison.Ordinal) || path.StartsWith("/pki", StringComparison.Ordinal) || path.StartsWith("/training-desk", StringComparison.Ordinal);

    private async Task MakeForeignAsync()
    {
        var (ra, pharmacy) = (OdsCode.Parse(ForeignRa), OdsCode.Parse(ForeignPharmacy));
        foreach (var (code, name, kind, parent) in new[] { (ra, "Elsewhere Registration Authority", OrganisationKind.RegistrationAuthority, (OdsCode?)null), (pharmacy, "Elsewhere Pharmacy", OrganisationKind.Pharmacy, ra) })
        {
            Assert.Null((await portal.WithAsync((SetUpOrganisation setUp) => setUp.ExecuteAsync(
                new SetUpOrganisationRequest { Code = code, Details = new OrganisationDetails { Name = name, Kind = kind }, RaParent = parent }, Actor.Service, default))).Refusal);
        }

        var position = (await portal.WithAsync((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = pharmacy, Name = "Counter", AccessProfiles = [new NewAccessProfile(pharmacy, RCode.Parse("R8009"), [])], ApprovalNote = "Set up" }, Actor.Service, default))).Value;
        var names = Foreigner.Split(' ');
        Assert.Null((await portal.WithAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = names[0], FamilyName = names[1], DateOfBirth = new DateOnly(1990, 2, 3) },
                Organisation = pharmacy,
                Positions = [(position, new DateOnly(2020, 1, 1), null)],
                TermsAccepted = true,
            },
            Actor.Service,
            default))).Refusal);
    }

    private async Task CloseAsync()
    {
        await portal.AsAsync(Closed);
        var uuid = UserUuid.Parse(uuidsOf[Closed]);
        var profile = (await portal.WithAsync((ProfileQueries queries) => queries.FindAsync(uuid, default)))!.Id;
        Assert.Null((await portal.WithAsync((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = profile, Reason = "Left" }, Actor.Service, default))).Refusal);
    }

    private static void Compare(string actual, string file)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Portal", file)).ReplaceLineEndings("\n");
        if (actual != expected)
        {
            var artifacts = Path.Combine(Repository(), "artifacts");
            Directory.CreateDirectory(artifacts);
            File.WriteAllText(Path.Combine(artifacts, file), actual);
        }

        Assert.Equal(expected.Split('\n'), actual.Split('\n'));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private static char Letter(HttpResponseMessage answer, string path) => answer.StatusCode switch
    {
        HttpStatusCode.OK => 'P',
        HttpStatusCode.Forbidden => 'R',
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict => 'N',
        HttpStatusCode.NotFound => '-',
        HttpStatusCode.Redirect when answer.Headers.Location!.OriginalString.StartsWith("/sign-in?return=", StringComparison.Ordinal) => 'S',
        HttpStatusCode.Redirect => '>',
        var other => throw new InvalidOperationException($"{path}: {(int)other}"),
    };

    private async Task<HttpResponseMessage> PostAsync(PortalVisitor visitor, string path)
    {
        if (!tokens.TryGetValue(visitor, out var token))
        {
            tokens[visitor] = token = (await visitor.PageAsync("/me")).QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
                ?? (await visitor.PageAsync("/sign-in")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        }

        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        return await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>What a route is opened about: for people, the visitor as well.</summary>
    private IEnumerable<(string About, Func<string, string?, string> Fill)> Targets(string route)
    {
        string Person(string path, string name) => path
            .Replace("{uuid}", uuidsOf[name], StringComparison.Ordinal)
            .Replace("{serial}", portal.CardOf(name == Foreigner ? "Zofia Wiśniewska" : name).Serial, StringComparison.Ordinal) // They have no card: somebody else's.
            .Replace("{work}", "repair", StringComparison.Ordinal);
        if (route.Contains("{uuid}", StringComparison.Ordinal))
        {
            yield return ("oneself", (path, name) => Person("/" + path, name ?? "Sam Taylor"));
            foreach (var (word, name) in People)
            {
                yield return (word, (path, _) => Person("/" + path, name));
            }
        }
        else if (route.Contains("{code}", StringComparison.Ordinal))
        {
            foreach (var (word, code) in Organisations)
            {
                yield return (word, (path, _) => "/" + path.Replace("{code}", code, StringComparison.Ordinal));
            }
        }
        else
        {
            yield return ("", (path, _) => "/" + path.Replace("{status:int}", "404", StringComparison.Ordinal).Replace("/{handler?}", "", StringComparison.Ordinal));
        }
    }

    private async Task FindAsync(string name)
    {
        var found = await (await portal.AsAsync("Margaret Oyelaran")).PageAsync("/search?q=" + Uri.EscapeDataString(name));
        uuidsOf[name] = found.QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!["/people/".Length..];
    }

    private static string Link(AngleSharp.Dom.IParentNode page, string selector, int part = 2) =>
        page.QuerySelectorAll(selector).Select(a => a.GetAttribute("href")!.Split('/')).Where(parts => parts.Length > part).Select(parts => parts[part]).First(id => Guid.TryParse(id, out _));

    private IEnumerable<(string Route, Type Model)> Pages() => portal.Routes.OfType<RouteEndpoint>()
        .Select(route => (Route: route.RoutePattern.RawText!, Page: route.Metadata.GetMetadata<PageActionDescriptor>()))
        .Where(page => page.Page is not null && !page.Route.StartsWith("gallery", StringComparison.Ordinal) && !page.Route.StartsWith("errors", StringComparison.Ordinal))
        .DistinctBy(page => page.Route)
        .OrderBy(page => page.Route, StringComparer.Ordinal)
        .Select(page => (page.Route, ModelOf(page.Page!)));

    /// <summary>As the project names them: Portal/Cards/Hold.cshtml has CareIdentity.Web.Portal.Cards.HoldModel.</summary>
    private static Type ModelOf(PageActionDescriptor page) =>
        typeof(Program).Assembly.GetType("CareIdentity.Web" + page.RelativePath.Replace(".cshtml", "Model", StringComparison.Ordinal).Replace('/', '.'), throwOnError: true)!;

    private static IEnumerable<string> Handlers(Type model) => model.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Where(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))
        .Select(method => method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal))
        .Select(handler => handler.Length == 0 ? "" : "?handler=" + handler);

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("R-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Reference();
}
