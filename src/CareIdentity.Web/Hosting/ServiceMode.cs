namespace CareIdentity.Web.Hosting;

/// <summary>What this installation is for. A live service refuses the cards of a training one, and every training page says what it is.</summary>
public enum ServiceMode
{
    Training,
    Live,
}
