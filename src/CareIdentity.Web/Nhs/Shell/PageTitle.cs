namespace CareIdentity.Web.Nhs;

/// <summary>The words in the browser's tab: a problem first, the page next, then the service and whether it is for training.</summary>
public static class PageTitle
{
    public static string Of(string? page, string service, bool training, bool hasErrors)
    {
        var title = string.IsNullOrWhiteSpace(page) ? service : $"{page} – {service}";
        title = training ? title + " – Training" : title;
        return hasErrors ? "Error: " + title : title;
    }
}
