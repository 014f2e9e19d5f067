using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>What is wrong with a new photo stands on its page, and the one that is there stays.</summary>
public sealed class NewPhotoPageTests(TrainingPortal portal)
{
    [Theory]
    [InlineData("%PDF-1.7 no picture", "true", "Better light", "The photo must be a JPEG or PNG picture")]
    [InlineData("", "true", "Better light", "Take or upload a photo of the person")]
    public async Task No_picture_is_refused_in_words(string content, string compared, string reason, string words)
    {
        var hannah = await portal.AsAsync("Hannah Lewis");
        var address = (await hannah.PageAsync("/search?q=Chidi")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var token = (await hannah.PageAsync(address + "/new-photo")).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(compared), "Compared" },
            { new StringContent(reason), "Reason" },
            { new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(content)), "Upload", "photo.jpg" },
        };

        using var answer = await hannah.Client.PostAsync(new Uri(address + "/new-photo", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var page = await PortalHost.ReadAsync(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, page.QuerySelector(".nhsuk-error-summary")!.TextContent, StringComparison.Ordinal);
    }
}
