namespace CareIdentity.EndToEnd.Workstations;

/// <summary>Where the people of a journey put their cards and type their passcodes.</summary>
public interface IWorkstation
{
    Task InsertAsync(PortalBrowser portal, string name, string reader);

    Task TakeOutAsync(PortalBrowser portal, string name, string reader);

    Task TypePasscodeAsync(PortalBrowser portal, string passcode);

    Task AllowAsync(PortalBrowser portal);

    Task TypeNewPasscodeAsync(PortalBrowser portal, string passcode);

    /// <summary>The window asks again and says what was wrong.</summary>
    Task SeesWrongAsync(PortalBrowser portal, string words);

    /// <summary>Goes on although the next wrong passcode locks the card.</summary>
    Task TakeLastTryAsync(PortalBrowser portal);
}
