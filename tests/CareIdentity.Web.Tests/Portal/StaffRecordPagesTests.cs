using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A staff record from being set up to a leaver, on the pages and as its client.</summary>
public sealed partial class StaffRecordPagesTests : IDisposable
{
    /// <summary>A world of its own: people leave in it.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task A_staff_record_is_set_up_mapped_approved_and_its_client_sends_a_starter_and_a_leaver()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var sam = await portal.SignInAsync("Sam Taylor");
        var source = await (await PortalForm.OpenAsync(priya, "/staff-records/new")).Fill("Name", "Riverside staff record").Fill("Sites", "TPH01").Fill("Reason", "HR asked").DoneAsync("Set it up");
        var map = await PortalForm.OpenAsync(priya, $"{source}/map");
        var dispenser = map.Page.QuerySelectorAll("select[name=Position] option").First(o => o.TextContent.Trim() == "Dispenser").GetAttribute("value")!;
        Assert.Equal(source, await map.Fill("StaffPosition", "PHARM-DISP").Fill("StaffPositionName", "Pharmacy dispenser").Fill("Position", dispenser).Fill("Note", "Same job").DoneAsync("Propose the mapping"));
        Assert.Contains("1 mapping of the staff record to approve", (await sam.PageAsync("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var mapping = (await sam.PageAsync(source)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/staff-records/mappings/", StringComparison.Ordinal));
        Assert.DoesNotContain("Approve", (await priya.PageAsync(mapping)).QuerySelectorAll("main button").Select(b => b.TextContent.Trim()));
        Assert.Equal(source, await (await PortalForm.OpenAsync(sam, mapping)).DoneAsync("Approve"));
        var made = await (await PortalForm.OpenAsync(priya, source)).Fill("Reason", "For the client").AgainAsync("Make a secret");
        var (name, secret) = (source.Split('/')[^1], Secret().Match(made.Main).Groups[1].Value);

        using var stranger = await SendAsync("1001", 1, Starter, name, "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        using var unreadable = await SendAsync("1001", 1, """{ "organisation": "TPH01", "salary": 1 }""", name, secret);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        using var nul = await SendAsync("1001", 1, Starter.Replace("PHARM-DISP", "PHARM\\u0000DISP", StringComparison.Ordinal), name, secret);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nul.StatusCode);
        Assert.Contains("staffPosition has a character that nobody can read", await nul.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var elsewhere = await SendAsync("1001", 1, Starter.Replace("TPH01", "TPH02", StringComparison.Ordinal), name, secret);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        using var large = await SendAsync("1001", 1, $"{{ \"title\": \"{new string('x', 20_000)}\" }}", name, secret);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);

        var (first, again) = (await EffectAsync("1001", 1, Starter, name, secret), await EffectAsync("1001", 1, Starter, name, secret));
        Assert.Equal(("requested", false, 2), (first.GetProperty("effect").GetString(), first.GetProperty("again").GetBoolean(), first.GetProperty("requests").GetArrayLength()));
        Assert.True(again.GetProperty("again").GetBoolean());
        using var otherwise = await SendAsync("1001", 1, Starter.Replace("Xanthe", "Yanthe", StringComparison.Ordinal), name, secret);
        Assert.Equal(HttpStatusCode.Conflict, otherwise.StatusCode);
        var reference = first.GetProperty("requests")[0].GetString();
        Assert.Contains("Staff record (HR)", (await sam.PageAsync($"/requests/{reference}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Somebody who holds the position: matched by UUID, HR owns the name from then on, and leaving ends it all.
        var zofia = (await priya.PageAsync("/search?q=Zofia+Wi%C5%9Bniewska")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var linked = Starter.Replace("\"Xanthe\"", "\"Zofia\"", StringComparison.Ordinal).Replace("\"Quillfeather\"", "\"Wiśniewska\"", StringComparison.Ordinal).Replace("\"firstDay\"", $"\"uuid\": \"{zofia.Split('/')[2]}\", \"firstDay\"", StringComparison.Ordinal);
        _ = await EffectAsync("2002", 1, linked, name, secret);
        Assert.Contains("Riverside staff record, employee 2002", (await priya.PageAsync(zofia)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var changed = await (await PortalForm.OpenAsync(await portal.SignInAsync("Ravi Menon"), $"{zofia}/change")).Fill("FamilyName", "Kowalska").Fill("Reason", "Married").AgainAsync("Save");
        Assert.Contains("comes from Riverside staff record and is changed there", changed.Main, StringComparison.Ordinal);

        var conflicts = await priya.PageAsync($"{source}/conflicts");
        Assert.Contains("Came again with other words", conflicts.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var conflict = conflicts.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/staff-records/conflicts/", StringComparison.Ordinal));
        Assert.Equal($"{source}/conflicts", await (await PortalForm.OpenAsync(priya, conflict)).Fill("Settlement", "LeaveIt").Fill("Note", "A test of HR").DoneAsync("Settle it"));

        var left = await EffectAsync("2002", 2, $$"""{ "organisation": "TPH01", "leavesOn": "{{Today:yyyy-MM-dd}}" }""", name, secret);
        Assert.Equal("left", left.GetProperty("effect").GetString());
        Assert.Contains("Left", (await priya.PageAsync($"{source}/records")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Riverside staff record, employee 2002", (await priya.PageAsync(zofia)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_neither_manages_nor_approves_is_told_who_does()
    {
        using var agent = await (await portal.AsAsync("Ravi Menon")).GetAsync("/staff-records");
        using var sponsor = await (await portal.AsAsync("Sam Taylor")).GetAsync("/staff-records/new");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (agent.StatusCode, sponsor.StatusCode));
    }

    public void Dispose() => portal.Dispose();

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    private static string Starter => $$"""
        { "organisation": "TPH01", "givenName": "Xanthe", "familyName": "Quillfeather", "dateOfBirth": "1991-04-03", "staffPosition": "PHARM-DISP", "firstDay": "{{Today.AddDays(20):yyyy-MM-dd}}" }
        """;

    private async Task<JsonElement> EffectAsync(string employee, long number, string record, string name, string secret)
    {
        using var answer = await SendAsync(employee, number, record, name, secret);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private Task<HttpResponseMessage> SendAsync(string employee, long number, string record, string name, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/staff-records/{employee}/{number}") { Content = new StringContent(record, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));
        return portal.Stranger().Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("Secret: ([A-Za-z0-9_-]{43})")]
    private static partial Regex Secret();
}
