using System.Net;
using System.Text;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Blank cards of a Registration Authority: deliveries, and cards of another estate with the keys that open them.</summary>
public sealed class StockPagesTests(TrainingPortal portal)
{
    private const string Stock = "/organisations/TRA01/stock";
    private const string Adopt = Stock + "/adopt";
    private const string Key = "A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60799";

    [Fact]
    public async Task Cards_of_another_estate_are_adopted_from_a_file_all_or_none()
    {
        var ravi = await portal.SignInAsync("Ravi Menon");
        Assert.Equal(Adopt, (await ravi.PageAsync(Stock)).QuerySelector($"main a[href='{Adopt}']")?.GetAttribute("href"));
        var header = await (await ravi.GetAsync($"{Adopt}?handler=Template")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var nothing = await PostAsync(ravi, null);
        var wrong = await PostAsync(ravi, $"{header}0977660001,3DES,{Key},12345678\r\n0977660002,AES-128,{Key},12345678\r\n");
        var good = await PostAsync(ravi, $"{header}0977660001,3DES,{Key},12345678\r\n0977660002,AES-192,{Key},87654321\r\n");
        var stock = (await ravi.PageAsync(Stock)).QuerySelector("main")!.TextContent;
        var again = await PostAsync(ravi, $"{header}0977660001,3DES,{Key},12345678\r\n");

        Assert.Contains("Choose the file", nothing.Text, StringComparison.Ordinal);
        Assert.Contains("Line 3, ManagementKey: a key of this algorithm has 32 hexadecimal digits", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, wrong.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (good.Status, again.Status));
        Assert.Contains("09 7766 0001", stock, StringComparison.Ordinal);
        Assert.Contains("2 cards adopted into stock. Delete the file now.", stock, StringComparison.Ordinal);
        Assert.Contains("1 card known already", (await ravi.PageAsync(Stock)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_issue_cards_there_may_not_adopt_any()
    {
        using var sponsor = await (await portal.AsAsync("Sam Taylor")).GetAsync(Adopt);
        using var unknown = await (await portal.AsAsync("Ravi Menon")).GetAsync("/organisations/TZZ99/stock/adopt");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (sponsor.StatusCode, unknown.StatusCode));
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(PortalVisitor visitor, string? file)
    {
        var token = (await visitor.PageAsync(Adopt)).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        if (file is not null)
        {
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "Upload", "cards.csv");
        }

        using var answer = await visitor.Client.PostAsync(new Uri(Adopt, UriKind.Relative), content);
        return (answer.StatusCode, (await PortalHost.ReadAsync(answer)).Body!.TextContent);
    }
}
