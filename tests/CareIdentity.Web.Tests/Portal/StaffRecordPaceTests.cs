using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CareIdentity.Web.Api;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>How fast the client of a staff record may send, and how often an address may be wrong about a secret.</summary>
public sealed partial class StaffRecordPaceTests : IDisposable
{
    private readonly TrainingPortal portal = new();
    private long begun;

    [Fact]
    public async Task Too_many_wrong_secrets_of_one_address_are_refused_the_right_one_too_and_nobody_elses()
    {
        var (name, secret) = await ClientAsync();
        var guesser = portal.Stranger();
        for (var i = 0; i < StaffRecordPace.WrongSecrets; i++)
        {
            using var wrong = await SendAsync(guesser, name, "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "staff-record.too-many"), await RefusedAsync(guesser, name, "wrong"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "staff-record.too-many"), await RefusedAsync(guesser, name, secret));
        Assert.Equal((HttpStatusCode.BadRequest, "staff-record.not-json"), await RefusedAsync(portal.Stranger(), name, secret));
    }

    [Fact]
    public async Task More_records_a_minute_than_agreed_are_refused_whatever_they_say()
    {
        var (name, secret) = await ClientAsync();
        var client = portal.Stranger();
        var refused = 0;
        for (var i = 0; i < StaffRecordPace.RecordsAMinute + 1; i++)
        {
            var (status, code) = await RefusedAsync(client, name, secret);
            refused += status is HttpStatusCode.TooManyRequests && code == "staff-record.too-many" ? 1 : 0;
        }

        // On a machine so slow that a minute passes on the way, the next window has begun.
        Assert.True(refused == 1 || TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromMinutes(1));
    }

    public void Dispose() => portal.Dispose();

    private async Task<(string Name, string Secret)> ClientAsync()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var source = await (await PortalForm.OpenAsync(priya, "/staff-records/new")).Fill("Name", "Riverside staff record").Fill("Sites", "TPH01").Fill("Reason", "HR asked").DoneAsync("Set it up");
        var made = await (await PortalForm.OpenAsync(priya, source)).Fill("Reason", "For the client").AgainAsync("Make a secret");
        begun = TimeProvider.System.GetTimestamp();
        return (source.Split('/')[^1], Secret().Match(made.Main).Groups[1].Value);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> RefusedAsync(PortalVisitor client, string name, string secret)
    {
        using var answer = await SendAsync(client, name, secret);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (answer.StatusCode, said.RootElement.GetProperty("code").GetString());
    }

    /// <summary>No record at all: whether it may be sent is asked before it is read.</summary>
    private static Task<HttpResponseMessage> SendAsync(PortalVisitor client, string name, string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/staff-records/1001/1") { Content = new StringContent("{ \"salary\": 1 }", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));
        return client.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("Secret: ([A-Za-z0-9_-]{43})")]
    private static partial Regex Secret();
}
